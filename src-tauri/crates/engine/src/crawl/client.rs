//! The one place where HTTP clients begin: who asks, and whom TLS trusts. Nobody else calls reqwest's own builder (clippy.toml).

use reqwest::{Client, ClientBuilder};

/// Says who asks, and where to complain.
pub(super) const USER_AGENT: &str = concat!(
    "chaekbeot/",
    env!("CARGO_PKG_VERSION"),
    " (+",
    env!("CARGO_PKG_REPOSITORY"),
    ")"
);

/// A client in the making.
pub(super) fn builder() -> ClientBuilder {
    // Fails only if the process has a provider already, which is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    #[expect(clippy::disallowed_methods, reason = "here clients begin")]
    let builder = Client::builder();
    trusting(builder.user_agent(USER_AGENT))
}

/// The system's own verifier, with whatever the person or an organisation has had it trust.
#[cfg(not(target_os = "android"))]
fn trusting(builder: ClientBuilder) -> ClientBuilder {
    builder
}

/// On Android the system's verifier can be reached through Java only, and panics at the first request of a program that has not set it up
/// (reqwest #2966). Trusted are Mozilla's roots instead, which come with the program.
#[cfg(target_os = "android")]
fn trusting(builder: ClientBuilder) -> ClientBuilder {
    builder.tls_certs_only(mozilla_roots())
}

#[cfg(any(target_os = "android", test))]
fn mozilla_roots() -> Vec<reqwest::Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let roots = roots.filter_map(|root| reqwest::Certificate::from_der(root).ok());
    roots.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_trusts_mozillas_roots_alone_can_be_made() {
        let roots = mozilla_roots();
        // One that cannot be read would be missed by a library only.
        assert_eq!(roots.len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
        assert!(roots.len() > 100, "{} roots", roots.len());
        builder().tls_certs_only(roots).build().unwrap();
    }
}
