//! Whose fault it is that no answer came: the library's, or this device's. Pure.

/// How a request failed that no answer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The name could not be looked up.
    NoName,
    /// The system knows no route, or a router says so.
    NoRoute,
    /// Nothing in time, or it was cut in the middle.
    Silence,
    /// Somebody was there to refuse it.
    Refused,
}

/// What was so when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    /// It was asked of this device itself.
    pub(crate) is_loopback: bool,
    /// The system has a way to other networks.
    pub(crate) has_way: bool,
    /// There was none a moment ago: names and routes may not be there yet.
    pub(crate) is_settling: bool,
}

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The library's.
    Library,
    /// This device has no way out.
    Offline,
    /// The way has just come back: too early to say.
    Settling,
}

/// The system's word decides. With a way out even a name that nobody knows is the library's fault: else every library that closes
/// would look like a broken connection. Without one, also what had begun and was cut is not.
pub(crate) fn verdict(fault: Fault, around: Surroundings) -> Verdict {
    if around.is_loopback || fault == Fault::Refused {
        Verdict::Library
    } else if !around.has_way {
        Verdict::Offline
    } else if around.is_settling {
        Verdict::Settling
    } else {
        Verdict::Library
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOST: [Fault; 3] = [Fault::NoName, Fault::NoRoute, Fault::Silence];

    fn judge(fault: Fault, has_way: bool, is_settling: bool) -> Verdict {
        let is_loopback = false;
        let around = Surroundings {
            is_loopback,
            has_way,
            is_settling,
        };
        verdict(fault, around)
    }

    #[test]
    fn without_a_way_it_is_this_device() {
        for fault in LOST {
            for is_settling in [false, true] {
                assert_eq!(judge(fault, false, is_settling), Verdict::Offline);
            }
        }
    }

    #[test]
    fn with_a_way_it_is_the_library() {
        for fault in LOST {
            assert_eq!(judge(fault, true, false), Verdict::Library);
        }
    }

    #[test]
    fn a_way_that_has_just_come_back_may_not_lead_far_yet() {
        for fault in LOST {
            assert_eq!(judge(fault, true, true), Verdict::Settling);
        }
    }

    #[test]
    fn who_refuses_is_there() {
        for (has_way, is_settling) in [(false, false), (false, true), (true, true)] {
            assert_eq!(
                judge(Fault::Refused, has_way, is_settling),
                Verdict::Library
            );
        }
    }

    #[test]
    fn this_device_is_never_out_of_its_own_reach() {
        for fault in LOST {
            for (has_way, is_settling) in [(false, false), (false, true), (true, true)] {
                let around = Surroundings {
                    is_loopback: true,
                    has_way,
                    is_settling,
                };
                assert_eq!(verdict(fault, around), Verdict::Library, "{fault:?}");
            }
        }
    }
}
