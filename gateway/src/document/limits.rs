//! How large a document may be.

/// The longest list of an argument, written out or in variables.
pub const LIST: usize = 250;

/// Limits of what may be asked in one document; each can be set within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of its text.
    pub bytes: usize,
    /// Words, numbers, texts and marks.
    pub tokens: usize,
    /// Fields inside each other, through fragments.
    pub depth: u32,
    /// Fields in all, each fragment counted wherever it is spread.
    pub selections: u32,
    /// Fields under another name, counted likewise.
    pub aliases: u32,
    /// Fields of the operation itself.
    pub root_fields: u32,
    /// Fragments that are defined.
    pub fragments: usize,
    /// Operations that are defined.
    pub operations: usize,
    /// Directives that are written.
    pub directives: usize,
    /// Points an operation of somebody who is signed in may cost.
    pub cost: u64,
    /// Points an operation of a stranger may cost.
    pub stranger_cost: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 * 1024,
            tokens: 2_000,
            depth: 12,
            selections: 500,
            aliases: 30,
            root_fields: 20,
            fragments: 50,
            operations: 5,
            directives: 10,
            cost: 5_000,
            stranger_cost: 200,
        }
    }
}

impl Limits {
    /// The first limit that is out of its bounds: name, value, what is allowed.
    pub fn out_of_bounds(&self) -> Option<(&'static str, u64, &'static str)> {
        let checks: [(&'static str, u64, u64, u64, &'static str); 11] = [
            ("bytes", self.bytes as u64, 256, 262_144, "256 to 262144"),
            ("tokens", self.tokens as u64, 50, 20_000, "50 to 20000"),
            ("depth", self.depth.into(), 3, 30, "3 to 30"),
            ("selections", self.selections.into(), 20, 5_000, "20 to 5000"),
            ("aliases", self.aliases.into(), 0, 500, "0 to 500"),
            ("root_fields", self.root_fields.into(), 1, 100, "1 to 100"),
            ("fragments", self.fragments as u64, 0, 200, "0 to 200"),
            ("operations", self.operations as u64, 1, 50, "1 to 50"),
            ("directives", self.directives as u64, 0, 100, "0 to 100"),
            ("cost", self.cost, 100, 1_000_000, "100 to 1000000"),
            ("stranger_cost", self.stranger_cost, 20, 10_000, "20 to 10000"),
        ];
        let found =
            checks.into_iter().find(|(_, value, least, most, _)| value < least || value > most);
        found.map(|(name, value, _, _, allowed)| (name, value, allowed))
    }
}
