//! How a password is hashed, and what that costs.

use futures_util::future::join_all;
use kernel::Code;

use super::*;

const GOOD: &str = "quay tulip marrow";

fn hasher(hashing: Hashing) -> Hasher {
    Hasher::try_new(hashing, &Clock::system()).unwrap()
}

fn pepper(name: &str) -> Pepper {
    Pepper { name: name.into(), key: name.repeat(32).into_bytes() }
}

async fn hash(hasher: &Hasher) -> String {
    hasher.accept(&Clock::system(), GOOD.into(), Words::default()).await.unwrap().unwrap()
}

async fn verify(hasher: &Hasher, password: &str, stored: Option<&str>) -> Verdict {
    let stored = stored.map(String::from);
    hasher.verify(&Clock::system(), password.into(), stored).await.unwrap()
}

#[tokio::test]
async fn r19_the_hash_says_how_it_was_made() {
    let hasher = hasher(Hashing::default());
    let one = hash(&hasher).await;
    assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
    assert_eq!(parse(&one).unwrap().salt.unwrap().len(), 16);
    assert_ne!(one, hash(&hasher).await);
    assert_eq!(verify(&hasher, GOOD, Some(&one)).await, Verdict::Right(None));
    assert_eq!(verify(&hasher, "quay tulip marroW", Some(&one)).await, Verdict::Wrong);
}

#[tokio::test]
async fn r19_a_weaker_hash_is_made_anew() {
    let weak = hash(&hasher(Hashing::default())).await;
    let strong = hasher(Hashing { passes: 3, ..Hashing::default() });
    let Verdict::Right(Some(anew)) = verify(&strong, GOOD, Some(&weak)).await else {
        panic!("it stays weak");
    };
    assert!(anew.contains(",t=3,"), "{anew}");
    assert_eq!(verify(&strong, GOOD, Some(&anew)).await, Verdict::Right(None));
    assert_eq!(verify(&strong, "another", Some(&weak)).await, Verdict::Wrong);
}

#[test]
fn r19_less_than_the_floor_is_refused() {
    for hashing in [
        Hashing { memory: MEMORY - 1, ..Hashing::default() },
        Hashing { passes: 1, ..Hashing::default() },
        Hashing { peppers: vec![pepper("")], ..Hashing::default() },
        Hashing { peppers: vec![pepper("ninebytes")], ..Hashing::default() },
    ] {
        assert!(Hasher::try_new(hashing, &Clock::system()).is_err());
    }
}

#[tokio::test]
async fn r19_peppers_have_versions() {
    let plain = hash(&hasher(Hashing::default())).await;
    let first = hasher(Hashing { peppers: vec![pepper("a")], ..Hashing::default() });
    let Verdict::Right(Some(with_a)) = verify(&first, GOOD, Some(&plain)).await else {
        panic!("it stays without pepper");
    };
    let both = hasher(Hashing { peppers: vec![pepper("b"), pepper("a")], ..Hashing::default() });
    assert!(matches!(verify(&both, GOOD, Some(&with_a)).await, Verdict::Right(Some(_))));
    let other = Pepper { key: b"another".into(), ..pepper("a") };
    let other = hasher(Hashing { peppers: vec![other], ..Hashing::default() });
    assert_eq!(verify(&other, GOOD, Some(&with_a)).await, Verdict::Wrong);
}

#[tokio::test]
async fn r22_an_unknown_account_costs_a_hash_too() {
    let hasher = hasher(Hashing::default());
    assert!(hasher.0.dummy.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    let before = hasher.computed();
    assert_eq!(verify(&hasher, GOOD, None).await, Verdict::Wrong);
    assert_eq!(hasher.computed() - before, 1);
}

/// Two work, thirty-two wait, and the rest is told when to come again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r21_the_queue_is_bounded() {
    let hasher = hasher(Hashing::default());
    let clock = Clock::system();
    let held = hasher.0.at_work.clone().acquire_many_owned(2).await.unwrap();
    let many = (0..40).map(|_| hasher.verify(&clock, "x".into(), None));
    let release = async {
        tokio::task::yield_now().await;
        assert_eq!(hasher.0.places.available_permits(), 0);
        drop(held);
    };
    let (done, ()) = tokio::join!(join_all(many), release);
    let refused: Vec<_> = done.iter().filter_map(|it| it.as_ref().err()).collect();
    assert_eq!(refused.len(), 40 - AT_ONCE - WAITING);
    assert!(refused.iter().all(|it| it.code == Code::RateLimited));
    assert!(refused.iter().all(|it| it.retry_after() == Some(RETRY_AFTER)));
}
