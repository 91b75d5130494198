//! Who writes while a campaign closes has written before it or not at all.

use assessment::{
    campaigns::Mode,
    sheets::{self, By, save::SaveError},
};
use kernel::Call;

use super::{STEP, choice, number, words};
use crate::on_both;

const WRITERS: usize = 8;

on_both! {
    async fn no_answer_is_taken_after_the_close(world: World) {
        for mode in [Mode::Identified, Mode::Confidential, Mode::Anonymous] {
            let campaign = world.campaign(world.home, mode).await;
            let mut writers: Vec<(Call, By)> = vec![];
            for _ in 0..WRITERS {
                let who = world.hired(world.home).await;
                let id = world.invite(&campaign, &who).await;
                let writer = match mode {
                    Mode::Anonymous => {
                        (world.nobody(), By::Ticket(world.draws(&who, id).await))
                    }
                    _ => (world.call(&who), By::Invitation(id)),
                };
                sheets::start(&writer.0, &STEP, &writer.1, None).await.unwrap().unwrap();
                writers.push(writer);
            }
            // Each writes until it is refused, and tells how often it was not.
            let write = |(call, by): (Call, By)| async move {
                let mut kept = 0_usize;
                loop {
                    let answers = [
                        number("c", f64::from(u32::try_from(kept % 5).unwrap() + 1)),
                        choice(if kept.is_multiple_of(2) { "x" } else { "y" }),
                        words(&kept.to_string()),
                    ];
                    match sheets::save(&call, &STEP, &by, &answers, None).await.unwrap() {
                        Ok(_) => kept += 1,
                        Err(errors) => {
                            assert_eq!(errors[0].error, SaveError::QuestionnaireClosed);
                            return kept;
                        }
                    }
                }
            };
            let writing = futures_util::future::join_all(writers.into_iter().map(write));
            let closing = async {
                tokio::time::sleep(std::time::Duration::from_millis(60)).await;
                world.close(&campaign).await
            };
            let (kept, answered) = tokio::join!(writing, closing);
            assert_eq!(answered, 0, "nothing was handed in");
            assert!(kept.iter().sum::<usize>() > 0, "{mode:?}: {kept:?}");
            assert_eq!(world.count("sheet").await, 0, "{mode:?}: it was erased with the close");
            assert_eq!(world.count("sheet_answer").await, 0, "nothing was handed in");
            assert_eq!(world.count("sheet_draft").await, 0);
        }
    }
}

on_both! {
    /// Handed in, or erased with the close.
    async fn whoever_hands_in_while_it_closes_is_counted_or_told(world: World) {
        for mode in [Mode::Identified, Mode::Confidential, Mode::Anonymous] {
            let campaign = world.campaign(world.home, mode).await;
            let mut writers: Vec<(Call, By)> = vec![];
            for _ in 0..WRITERS {
                let who = world.hired(world.home).await;
                let id = world.invite(&campaign, &who).await;
                let writer = match mode {
                    Mode::Anonymous => {
                        (world.nobody(), By::Ticket(world.draws(&who, id).await))
                    }
                    _ => (world.call(&who), By::Invitation(id)),
                };
                world.answers(&writer.0, &writer.1, &[choice("y")]).await;
                writers.push(writer);
            }
            let submit = |(n, (call, by)): (usize, (Call, By))| async move {
                tokio::time::sleep(std::time::Duration::from_millis(4 * n as u64)).await;
                sheets::submit(&call, &STEP, &by, None).await.unwrap().is_ok()
            };
            let handing = futures_util::future::join_all(
                writers.into_iter().enumerate().map(submit)
            );
            let closing = async {
                tokio::time::sleep(std::time::Duration::from_millis(14)).await;
                world.close(&campaign).await
            };
            let (handed, answered) = tokio::join!(handing, closing);
            let handed = i64::try_from(handed.into_iter().filter(|it| *it).count()).unwrap();
            assert_eq!(handed, answered, "{mode:?}");
            for table in ["result", "sheet_clock"] {
                world.run(&format!("delete from {table}"), []).await;
            }
            for table in ["sheet_answer", "sheet"] {
                assert_eq!(world.count(table).await, answered, "{mode:?}");
                world.run(&format!("delete from {table}"), []).await;
            }
        }
    }
}
