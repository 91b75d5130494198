//! Builds the server anew when the explorer was built, whose files it embeds.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A path that does not exist counts as changed at every build: then its folder is watched.
    let watched = if Path::new("explorer/dist").exists() { "explorer/dist" } else { "explorer" };
    println!("cargo::rerun-if-changed={watched}");
}
