//! What the handlers sent, sorted, so that a test can wait for one thing whatever comes before it.

use std::collections::VecDeque;

use queue::{Added, JobId};
use tokio::sync::mpsc;

use crate::handler::{Attempt, GUARD, Sent, Told};

/// What the handlers sent, by what it is.
pub(crate) struct Inbox {
    receiver: mpsc::UnboundedReceiver<Sent>,
    pub(crate) began: Vec<Attempt>,
    pub(crate) left: Vec<(JobId, u32)>,
    pub(crate) told: VecDeque<(Told, Vec<Added>)>,
    pub(crate) probe_began: Option<Attempt>,
    pub(crate) probe_ended: bool,
}

impl Inbox {
    pub(crate) fn new(receiver: mpsc::UnboundedReceiver<Sent>) -> Inbox {
        Inbox {
            receiver,
            began: Vec::new(),
            left: Vec::new(),
            told: VecDeque::new(),
            probe_began: None,
            probe_ended: false,
        }
    }

    fn take(&mut self, sent: Sent) {
        match sent {
            Sent::Began(attempt) => self.began.push(attempt),
            Sent::Left { id, attempt } => self.left.push((id, attempt)),
            Sent::Told(told, children) => self.told.push_back((told, children)),
            Sent::ProbeBegan(attempt) => self.probe_began = Some(attempt),
            Sent::ProbeEnded => self.probe_ended = true,
        }
    }

    /// Waits until `ready` finds what it looks for.
    pub(crate) async fn until<T>(
        &mut self,
        what: &str,
        mut ready: impl FnMut(&mut Inbox) -> Option<T>,
    ) -> T {
        loop {
            while let Ok(sent) = self.receiver.try_recv() {
                self.take(sent);
            }
            if let Some(found) = ready(self) {
                return found;
            }
            let Ok(sent) = tokio::time::timeout(GUARD, self.receiver.recv()).await else {
                panic!("it never happened: {what}");
            };
            self.take(sent.unwrap());
        }
    }

    /// Fails if something came that nobody has waited for.
    pub(crate) fn assert_empty(&mut self) {
        while let Ok(sent) = self.receiver.try_recv() {
            self.take(sent);
        }
        let began: Vec<(JobId, u32)> = self
            .began
            .iter()
            .map(|began| (began.id, began.attempt))
            .collect();
        assert_eq!(began, [], "attempts that should not have begun");
        assert_eq!(self.left, [], "attempts that should not have ended");
        assert_eq!(self.told, [], "ends that should not have been told");
    }
}
