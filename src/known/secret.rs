//! Parameters whose value opens a door: access tokens, signatures, sessions.
//!
//! From the documentation of OAuth 2, Amazon S3, Google Cloud Storage and Azure, and the session names of PHP, Java and
//! ColdFusion, as of 2024. `key`, `id` and `code` are left out: they name pages too.

/// Parameters that hold a token or a signature.
const TOKENS: &[&str] = &[
    "access_token",
    "api_key",
    "apikey",
    "auth",
    "auth_token",
    "authtoken",
    "awsaccesskeyid",
    "client_secret",
    "id_token",
    "jwt",
    "passwd",
    "password",
    "private_key",
    "pwd",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "token",
    "x-amz-credential",
    "x-amz-security-token",
    "x-amz-signature",
    "x-goog-credential",
    "x-goog-signature",
];

/// Parameters that hold the session of one visitor.
const SESSIONS: &[&str] =
    &["cfid", "cftoken", "jsessionid", "phpsessid", "sessid", "session_id", "sessionid", "sid"];

/// Whether a parameter holds a token or a signature.
pub(crate) fn is_token(name: &str) -> bool {
    super::holds_name(TOKENS, super::tracking::plain(name))
}

/// Whether a parameter holds the session of a visitor.
pub(crate) fn is_session(name: &str) -> bool {
    super::holds_name(SESSIONS, super::tracking::plain(name))
}
