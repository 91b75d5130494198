use super::*;

/// With this body of `score`, and whatever else stands in the module.
fn module(body: &str, more: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
            (memory (export "memory") 1)
            (data (i32.const 16) "{{\"scores\":[]}}")
            (func (export "alloc") (param i32) (result i32) i32.const 4096)
            (func (export "score") (param $at i32) (param $long i32) (result i64) {body})
            {more})"#
    );
    wat::parse_str(text).unwrap()
}

/// The answer that stands in the module: 16 in the upper half, its length in the lower.
const ANSWER: &str = "i64.const 0x0000_0010_0000_000d";

const SMALL: Limits = Limits { fuel: 1_000_000, ..LIMITS };

fn answer(bytes: &[u8]) -> Result<String, Failure> {
    assert_eq!(check(bytes), Ok(()));
    run(bytes, b"told", SMALL).map(|it| String::from_utf8(it).unwrap())
}

#[test]
fn a_module_answers_what_it_was_asked() {
    assert_eq!(answer(&module(ANSWER, "")), Ok(r#"{"scores":[]}"#.into()));
    // What it was told, where it said there is room.
    let echo = "local.get $at i64.extend_i32_u i64.const 32 i64.shl \
                local.get $long i64.extend_i32_u i64.or";
    assert_eq!(answer(&module(echo, "")), Ok("told".into()));
}

#[test]
fn an_endless_module_is_stopped() {
    let endless = module("(loop $again br $again) unreachable", "");
    assert_eq!(answer(&endless), Err(Failure::OutOfFuel));
    let deep = module("call $deep i64.const 0", "(func $deep call $deep)");
    assert_eq!(answer(&deep), Err(Failure::Trapped));
    // Also one that does not end before it is asked anything.
    let start = module(ANSWER, "(func $run (loop $again br $again)) (start $run)");
    assert_eq!(run(&start, b"told", SMALL), Err(Failure::OutOfFuel));
}

#[test]
fn a_module_has_so_much_memory_and_no_more() {
    let grow = module(&format!("i32.const 400 memory.grow drop {ANSWER}"), "");
    assert_eq!(answer(&grow), Err(Failure::Trapped));
    let some = module(&format!("i32.const 100 memory.grow drop {ANSWER}"), "");
    assert!(answer(&some).is_ok());
    let large = wat::parse_str(
        r#"(module (memory (export "memory") 1000)
            (func (export "alloc") (param i32) (result i32) i32.const 0)
            (func (export "score") (param i32 i32) (result i64) i64.const 0))"#,
    );
    assert_eq!(check(&large.unwrap()), Err(Unfit::NoInterface));
    let table = module(ANSWER, "(table 100000 funcref)");
    assert_eq!(check(&table), Err(Unfit::NoInterface));
}

#[test]
fn what_gives_up_or_answers_out_of_bounds_has_trapped() {
    for body in [
        "unreachable",
        "i32.const 1 i32.const 0 i32.div_s drop i64.const 0",
        "i32.const -4 i32.load drop i64.const 0",
        // From the last page on, ten bytes.
        "i64.const 0x0000_ffff_0000_000a",
        "i64.const 0xffff_ffff_0000_000a",
    ] {
        assert_eq!(answer(&module(body, "")), Err(Failure::Trapped), "{body}");
    }
    let long = "i64.const 0x0000_0000_ffff_ffff";
    assert_eq!(answer(&module(long, "")), Err(Failure::WrongAnswer));
    let nowhere = wat::parse_str(
        r#"(module (memory (export "memory") 1)
            (func (export "alloc") (param i32) (result i32) i32.const -1)
            (func (export "score") (param i32 i32) (result i64) i64.const 0))"#,
    );
    assert_eq!(answer(&nowhere.unwrap()), Err(Failure::Trapped));
}

#[test]
fn what_is_no_number_has_one_pattern() {
    // 0/0 has its sign set on some machines, and a made-up pattern goes on through a sum.
    for made in [
        "f64.const 0 f64.const 0 f64.div",
        "f64.const -nan:0x4000000000001 f64.const 1 f64.add",
        "f64.const -1 f64.sqrt",
    ] {
        let body = format!("i32.const 64 {made} f64.store i64.const 0x0000_0040_0000_0008");
        let bytes = run(&module(&body, ""), b"", SMALL).unwrap();
        assert_eq!(bytes, 0x7ff8_0000_0000_0000_u64.to_le_bytes(), "{made}");
    }
}

#[test]
fn what_is_brought_is_a_module_without_imports_that_can_be_asked() {
    for (text, unfit) in [
        (r#"(module (import "host" "now" (func (result i64))))"#, Unfit::HasImports),
        (r#"(module (import "host" "memory" (memory 1)))"#, Unfit::HasImports),
        ("(module)", Unfit::NoInterface),
        (r#"(module (memory (export "memory") 1))"#, Unfit::NoInterface),
        (
            r#"(module (memory (export "memory") 1)
                (func (export "alloc") (param i64) (result i32) i32.const 0)
                (func (export "score") (param i32 i32) (result i64) i64.const 0))"#,
            Unfit::NoInterface,
        ),
    ] {
        assert_eq!(check(&wat::parse_str(text).unwrap()), Err(unfit), "{text}");
    }
    for bytes in [&b"no module"[..], b"", b"\0asm", b"(module)"] {
        assert_eq!(check(bytes), Err(Unfit::NotAModule));
        assert_eq!(run(bytes, b"", SMALL), Err(Failure::NotAModule));
    }
}

/// A thousand wrong bytes are no module, or one that fails; never a panic.
#[test]
fn broken_modules_end_well() {
    let whole = module(ANSWER, "(func $run) (start $run)");
    for at in 0..whole.len() {
        for change in [1_u8, 0x7f, 0xff] {
            let mut broken = whole.clone();
            broken[at] ^= change;
            let _ = run(&broken, b"told", Limits { fuel: 10_000, ..LIMITS });
        }
        let _ = run(&whole[..at], b"told", SMALL);
    }
}
