//! What chatbots leave in the addresses they hand out.
//!
//! Exact pairs of parameter and value, after the edit filter of Wikipedia and its page on signs of generated text, 2025.

/// Parameters that name the site a reader came from.
const PARAMETERS: &[&str] = &["referrer", "utm_source"];

/// Chatbots as they name themselves there.
const VALUES: &[&str] = &[
    "chat.deepseek.com",
    "chat.openai.com",
    "chatgpt",
    "chatgpt.com",
    "claude.ai",
    "copilot.com",
    "copilot.microsoft.com",
    "gemini.google.com",
    "grok.com",
    "openai",
    "openai.com",
    "perplexity",
    "perplexity.ai",
];

/// Whether a parameter says that the address comes from a chatbot.
pub(crate) fn is_referrer(name: &str, value: &str) -> bool {
    super::holds_name(PARAMETERS, super::tracking::plain(name)) && super::holds_name(VALUES, value)
}
