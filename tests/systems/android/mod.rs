//! The Android project, `gen/android`.

mod manifest;
mod network;
mod project;
mod resources;

/// The namespace of the attributes that Android knows.
const ANDROID: &str = "http://schemas.android.com/apk/res/android";

/// An attribute of that namespace.
fn attribute<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((ANDROID, name))
}
