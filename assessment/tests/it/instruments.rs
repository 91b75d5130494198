//! Instruments: from a draft to an edition and to its end.

use std::sync::Arc;

use assessment::instruments::{
    self, Draft, Made,
    create::{Create, CreateError, create},
    duplicate::{Duplicate, DuplicateError, duplicate},
    flaw::Wrong,
    import::{Import, ImportError, What, import},
    instrument::State,
    publish::{PublishError, publish},
    retire::{RetireError, retire},
    testing,
    update::{Update, UpdateError, update},
};
use kernel::{Call, Code, InstrumentId, Locale, MemberKind, Role, Scope};

use crate::{
    on_both,
    world::{Person, World, key},
};

const SHORT: &str = r#"{ "format": "hei-instrument/1", "code": "short", "language": "en",
  "name": { "en": "Short" }, "purpose": { "en": "To see." }, "legalBasis": "consent",
  "sections": [{ "code": "one", "items": [
    { "code": "a", "text": { "en": "Is it well?" }, "answer": { "likert": { "lowest": 1, "highest": 5 } } }] }],
  "scales": [{ "code": "x", "name": { "en": "X" }, "combine": "mean", "lowest": 1, "highest": 5,
    "items": [{ "item": "a" }] }] }"#;

fn named(world: &World, code: &str) -> Create {
    let language = Locale::try_new("en").unwrap();
    Create { organization: world.home, code: code.into(), language, name: "Pulse".into() }
}

fn brought(world: &World, text: &str) -> Import {
    Import { organization: world.home, from: What::Document(text.into()) }
}

async fn short(world: &World, call: &Call) -> Draft {
    now(import(call, brought(world, SHORT), None).await.unwrap().unwrap())
}

fn now(made: Made) -> Draft {
    let Made::Now(draft) = made else { panic!("{made:?}") };
    *draft
}

/// Everybody who may have to do with instruments, and whether they read and write them.
fn everybody(world: &World) -> Vec<(Person, bool, bool)> {
    let person = || world.person(world.home);
    let some = Scope::Only(Arc::new([person().0.member].into()));
    vec![
        (world.administrator(), true, true),
        (person().administering(some), true, false),
        (person().of_kind(MemberKind::Coach), true, false),
        (person().with(Role::Coach), true, false),
        (person(), false, false),
        (person().with(Role::ItAdministrator), false, false),
        (person().with(Role::ComplianceManager), false, false),
        (person().of_kind(MemberKind::Candidate), false, false),
        (world.person(world.away).administering(Scope::Everybody), false, false),
    ]
}

on_both! {
    async fn administrators_of_everybody_make_them(world: World) {
        for (person, reads, writes) in everybody(&world) {
            let call = world.call(&person);
            let made = create(&call, named(&world, "pulse"), None).await;
            let here = person.0.organization == world.home;
            match made {
                Ok(made) => assert!(writes && made.is_ok()),
                Err(fault) => {
                    assert!(!writes);
                    assert_eq!(fault.code, if here { Code::Forbidden } else { Code::NotFound });
                }
            }
            let boss = world.call(&world.administrator());
            let draft = short(&world, &boss).await.row;
            let told = publish(&call, draft.id, 1).await;
            match told {
                Ok(told) if writes => assert_eq!(told.unwrap().state, State::Published),
                // Whom a draft does not exist for is told nothing of it.
                told => assert_eq!(told.unwrap().unwrap_err().error, PublishError::NoSuchInstrument),
            }
            publish(&boss, draft.id, 1).await.unwrap().ok();
            let told = retire(&call, draft.id).await;
            match told {
                Ok(told) if writes => assert_eq!(told.unwrap().state, State::Retired),
                Ok(told) => assert!(!reads && told.unwrap_err() == RetireError::NoSuchInstrument),
                Err(fault) => assert!(reads && fault.code == Code::Forbidden),
            }
        }
        let refused = world.count("audit_entry where outcome = 'refused'").await;
        assert_eq!(refused, 3 + 7, "three who read may not retire, seven here may not create");
    }
}

on_both! {
    async fn two_renderings_of_the_rule_agree(world: World) {
        let boss = world.call(&world.administrator());
        let mut rows = vec![];
        for state in [State::Draft, State::Published, State::Retired] {
            let mut row = short(&world, &boss).await.row;
            if state != State::Draft {
                row = publish(&boss, row.id, 1).await.unwrap().unwrap();
            }
            if state == State::Retired {
                row = retire(&boss, row.id).await.unwrap().unwrap();
            }
            assert_eq!(row.state, state);
            rows.push(row);
        }
        for (person, reads, writes) in everybody(&world) {
            let call = world.call(&person);
            let ids = rows.iter().map(|row| row.id).collect();
            let found = testing::by_ids(&call.db, &call.viewer, ids).await.unwrap();
            for row in &rows {
                let expected = writes || reads && row.state != State::Draft;
                assert_eq!(testing::is_visible(&call.viewer, row), expected);
                assert_eq!(found.contains(row), expected);
            }
        }
    }
}

on_both! {
    async fn what_is_published_never_changes(world: World) {
        let call = world.call(&world.administrator());
        let draft = now(create(&call, named(&world, "pulse"), None).await.unwrap().unwrap());
        let change = |instrument, version, document: &str| Update {
            instrument, version, document: document.into(),
        };
        let bare = publish(&call, draft.row.id, 1).await.unwrap().unwrap_err();
        let flaws: Vec<_> = bare.flaws.iter().map(|it| it.wrong).collect();
        assert_eq!(bare.error, PublishError::DocumentFlawed);
        assert_eq!(flaws, [Wrong::NothingAsked, Wrong::PurposeMissing, Wrong::LegalBasisMissing]);
        let id = draft.row.id;
        let (a, b) = tokio::join!(
            update(&call, change(id, 1, SHORT)),
            update(&call, change(id, 1, SHORT)),
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        let stale = [&a, &b].into_iter().filter_map(|it| it.as_ref().err()).collect::<Vec<_>>();
        assert_eq!(stale.iter().map(|it| it.error).collect::<Vec<_>>(), [UpdateError::Stale]);
        let held = a.or(b).unwrap();
        assert_eq!((held.row.version, held.row.items, held.row.code.as_str()), (2, 1, "short"));
        let broken = update(&call, change(id, 2, "{")).await.unwrap().unwrap_err();
        assert_eq!((broken.error, broken.flaws[0].wrong), (UpdateError::DocumentFlawed, Wrong::NotJson));
        assert_eq!(publish(&call, id, 1).await.unwrap().unwrap_err().error, PublishError::Stale);
        let edition = publish(&call, id, 2).await.unwrap().unwrap();
        assert_eq!((edition.edition, edition.version, edition.state), (Some(1), 3, State::Published));
        let told = publish(&call, id, 3).await.unwrap().unwrap_err();
        assert_eq!(told.error, PublishError::NotADraft);
        let told = update(&call, change(id, 3, SHORT)).await.unwrap().unwrap_err();
        assert_eq!(told.error, UpdateError::NotADraft);
        let retired = retire(&call, id).await.unwrap().unwrap();
        assert_eq!(retire(&call, id).await.unwrap().unwrap(), retired);
        let done = "audit_entry where outcome = 'done' and action = ";
        for (action, times) in [
            ("createInstrument", 1), ("updateInstrument", 1), ("publishInstrument", 1), ("retireInstrument", 1),
        ] {
            assert_eq!(world.count(&format!("{done}'{action}'")).await, times, "{action}");
        }
    }
}

on_both! {
    async fn editions_of_a_family_are_counted(world: World) {
        let call = world.call(&world.administrator());
        let first = short(&world, &call).await.row;
        let again = async |next_edition| {
            let input = Duplicate { instrument: first.id, next_edition };
            now(duplicate(&call, input, None).await.unwrap().unwrap()).row
        };
        let (second, third, other) = (again(true).await, again(true).await, again(false).await);
        assert_eq!((second.family_id, third.family_id), (first.id, first.id));
        assert_eq!(other.family_id, other.id);
        publish(&call, first.id, 1).await.unwrap().unwrap();
        let (a, b, c) = tokio::join!(
            publish(&call, second.id, 1),
            publish(&call, third.id, 1),
            publish(&call, other.id, 1),
        );
        let number = |told: kernel::Answer<Result<instruments::instrument::Model, _>>| {
            let told: Result<_, assessment::instruments::publish::Refused> = told.unwrap();
            told.unwrap().edition.unwrap()
        };
        let mut editions = [number(a), number(b)];
        editions.sort_unstable();
        assert_eq!((editions, number(c)), ([2, 3], 1));
        let none = Duplicate { instrument: InstrumentId(world.clock.id()), next_edition: true };
        let told = duplicate(&call, none, None).await.unwrap();
        assert_eq!(told.unwrap_err(), DuplicateError::NoSuchInstrument);
    }
}

on_both! {
    async fn what_is_exported_is_imported_as_it_was(world: World) {
        let call = world.call(&world.administrator());
        for shipped in instruments::shipped() {
            let from = What::Shipped(shipped.document.code.clone());
            let input = Import { organization: world.home, from };
            let draft = now(import(&call, input, None).await.unwrap().unwrap());
            let text = draft.document.to_text();
            let again = now(import(&call, brought(&world, &text), None).await.unwrap().unwrap());
            assert_eq!(again.document, shipped.document);
            assert_eq!(again.document.to_text(), text);
            let edition = publish(&call, again.row.id, 1).await.unwrap().unwrap();
            assert_eq!(edition.items, i64::try_from(shipped.document.items().count()).unwrap());
        }
        let unknown = Import { organization: world.home, from: What::Shipped("mbti".into()) };
        let told = import(&call, unknown, None).await.unwrap().unwrap_err();
        assert_eq!((told.error, told.flaws), (ImportError::NoSuchInstrument, vec![]));
    }
}

on_both! {
    async fn a_broken_document_is_told_by_line_and_place(world: World) {
        let call = world.call(&world.administrator());
        let flaws = async |text: &str| {
            let told = import(&call, brought(&world, text), None).await.unwrap().unwrap_err();
            assert_eq!(told.error, ImportError::DocumentFlawed);
            told.flaws
        };
        let broken = SHORT.replace("\"highest\": 5 } } }", "\"highest\": \"five\" } } }");
        let [flaw] = &flaws(&broken).await[..] else { panic!() };
        assert_eq!((flaw.wrong, flaw.place.unwrap().0), (Wrong::NotAnInstrument, 4));
        assert!(flaw.path.starts_with("sections[0].items[0].answer"), "{}", flaw.path);
        let unknown = SHORT.replace("\"item\": \"a\"", "\"item\": \"b\"");
        let [flaw] = &flaws(&unknown).await[..] else { panic!() };
        assert_eq!((flaw.wrong, flaw.path.as_str()), (Wrong::NoSuchCode, "scales[0].items[0].item"));
        assert_eq!(flaw.place.unwrap().0, 6);
        let item = |i: usize| format!(
            r#"{{"code":"i{i}","text":{{"en":"?"}},"answer":{{"nps":{{}}}}}}"#
        );
        let many: Vec<_> = (0..10_000).map(item).collect();
        let items = SHORT.find("{ \"code\": \"a\"").unwrap();
        let end = SHORT.find("] }],").unwrap();
        let large = format!("{}{}{}", &SHORT[..items], many.join(","), &SHORT[end..]);
        let [flaw] = &flaws(&large).await[..] else { panic!() };
        assert_eq!((flaw.wrong, flaw.path.as_str()), (Wrong::TooMany, "sections.items"));
        assert_eq!(world.count("instrument").await, 0);
    }
}

on_both! {
    async fn a_key_makes_one_of_two_also_when_the_licence_has_ended(world: World) {
        let boss = world.administrator();
        let call = world.call(&boss);
        let (a, b) = tokio::join!(
            create(&call, named(&world, "pulse"), Some(key("k"))),
            create(&call, named(&world, "pulse"), Some(key("k"))),
        );
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Made::Now(_))).count(), 1);
        let other = create(&call, named(&world, "other"), Some(key("k"))).await;
        assert_eq!(other.unwrap_err().code, Code::Conflict);
        let first = now(import(&call, brought(&world, SHORT), Some(key("i"))).await.unwrap().unwrap()).row;
        let input = Duplicate { instrument: first.id, next_edition: false };
        let copy = now(duplicate(&call, input.clone(), Some(key("d"))).await.unwrap().unwrap()).row;
        let call = world.call(&boss.unlicensed());
        let before = |made: Made| match made {
            Made::Before(id) => id,
            Made::Now(draft) => panic!("{draft:?}"),
        };
        let again = import(&call, brought(&world, SHORT), Some(key("i"))).await.unwrap().unwrap();
        assert_eq!(before(again), first.id);
        let again = duplicate(&call, input, Some(key("d"))).await.unwrap().unwrap();
        assert_eq!(before(again), copy.id);
        assert_eq!(world.count("instrument").await, 3);
        let refused = [
            create(&call, named(&world, "new"), None).await.err(),
            import(&call, brought(&world, SHORT), None).await.err(),
            publish(&call, first.id, 1).await.err(),
            retire(&call, first.id).await.err(),
        ];
        for fault in refused {
            assert_eq!(fault.unwrap().code, Code::Forbidden);
        }
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 4);
    }
}

on_both! {
    async fn codes_and_names_have_a_form(world: World) {
        let call = world.call(&world.administrator());
        for (input, error) in [
            (named(&world, "a b"), CreateError::CodeInvalid),
            (named(&world, ""), CreateError::CodeInvalid),
            (Create { name: " ".into(), ..named(&world, "a") }, CreateError::NameInvalid),
        ] {
            assert_eq!(create(&call, input, None).await.unwrap().unwrap_err(), [error]);
        }
    }
}
