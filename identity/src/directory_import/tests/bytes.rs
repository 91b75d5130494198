//! Whatever a file consists of.

use super::{id, known, member};
use crate::directory_import::{file::File, plan::Plan};

#[test]
fn no_bytes_make_it_panic() {
    let mut state: u32 = 7;
    let mut next = |bound: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % bound
    };
    let pieces: [&[u8]; 12] = [
        b"external_id,given_name,family_name,manager\n",
        b",",
        b"\n",
        b"\r",
        b"\"",
        b"\"\"",
        b"1",
        b"\xff",
        b"\0",
        "\u{feff}".as_bytes(),
        b"2026-01-01",
        b"1,A,B,1\n",
    ];
    for _ in 0..5_000 {
        let count = next(20);
        let mut csv = pieces[0].to_vec();
        for _ in 0..count {
            csv.extend_from_slice(pieces[next(12) as usize]);
        }
        let start = if next(2) == 0 { 0 } else { next(50) as usize };
        let read = File::read(&csv[start.min(csv.len())..]);
        Plan::new(&read, &known(vec![member(1)]), || id(7));
    }
}
