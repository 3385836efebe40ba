//! What the values of the options may be.

use engine::Amount;
use url::Url;

use crate::exit::UsageError;
use crate::words;

/// A number, or `all`.
pub(crate) fn amount(text: &str) -> Result<Amount, UsageError> {
    if text == "all" {
        return Ok(Amount::All);
    }
    match text.parse() {
        Ok(count) => Ok(Amount::First(count)),
        Err(_) => refuse("수나 `all`이어야 해요", "a number or `all`"),
    }
}

/// The same without 0.
pub(crate) fn at_least_one(text: &str) -> Result<Amount, UsageError> {
    match amount(text)? {
        Amount::First(0) => refuse("1 이상이거나 `all`이어야 해요", "at least 1, or `all`"),
        amount => Ok(amount),
    }
}

/// Where a library is. Nothing that would be kept, shown or sent besides: it is stored with the search.
pub(crate) fn web_address(text: &str) -> Result<Url, UsageError> {
    let Some(url) = Url::parse(text).ok().filter(is_web) else {
        return refuse("http나 https 주소여야 해요", "an http or https address");
    };
    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.query().is_some() || url.fragment().is_some() {
        return refuse(
            "사용자 이름과 비밀번호, `?`와 `#` 뒤의 말이 없는 주소여야 해요",
            "an address without user name, password, query (`?`) and fragment (`#`)",
        );
    }
    Ok(url)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn refuse<T>(korean: &str, english: &str) -> Result<T, UsageError> {
    Err(UsageError(words::choose(korean, english)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        assert!(matches!(amount("all"), Ok(Amount::All)));
        assert!(matches!(amount("0"), Ok(Amount::First(0))));
        assert!(amount("-1").is_err());
        assert!(at_least_one("0").is_err());
        assert!(matches!(at_least_one("1"), Ok(Amount::First(1))));
    }

    #[test]
    fn an_address_is_a_place_and_nothing_else() {
        for address in ["http://127.0.0.1:1/", "https://[::1]/solars/"] {
            assert!(web_address(address).is_ok(), "{address}");
        }
        for address in [
            "file:///etc/passwd",
            "nowhere",
            "http://me@127.0.0.1/",
            "http://me:word@127.0.0.1/",
            "http://:word@127.0.0.1/",
            "http://127.0.0.1/?q=1",
            "http://127.0.0.1/?",
            "http://127.0.0.1/#top",
        ] {
            assert!(web_address(address).is_err(), "{address}");
        }
    }
}
