//! Which mails follow from a request for feedback.

use std::sync::Arc;

use feedback::{
    Visibility,
    requests::{
        By,
        ask::{About, Ask, External, ask},
        decline::decline,
        form::form,
    },
};
use gateway::ports::{DirectoryDoorstep, DirectoryPort};
use identity::{Directory, acting_unchecked};
use kernel::{Call, EmailAddress, Locale, MembershipId, OrganizationId};

use crate::{on_both, world::World};

async fn acting(world: &World, of: OrganizationId, given: &str) -> (Call, DirectoryPort) {
    let sql = format!("select id from person where given_name = '{given}'");
    let backend = sea_orm::ConnectionTrait::get_database_backend(&world.db);
    let statement = sea_orm::Statement::from_string(backend, sql);
    let row = sea_orm::ConnectionTrait::query_one_raw(&world.db, statement).await.unwrap().unwrap();
    let user = kernel::UserId(row.try_get_by_index(0).unwrap());
    let directory = Directory::bounded(1 << 20);
    let asking = acting_unchecked(&world.db, &directory, &world.call.clock, of, user).await;
    let asking = asking.unwrap().unwrap();
    let call = Call { viewer: asking.viewer.into(), ..world.call.clone() };
    (call, DirectoryPort(asking.snapshots))
}

async fn asked(
    world: &World,
    of: OrganizationId,
    about: MembershipId,
    members: &[MembershipId],
    outside: &[&str],
) {
    let (call, port) = acting(world, of, "ada").await;
    let external = |address: &&str| External {
        name: "Eva".into(),
        address: EmailAddress::try_new(*address).unwrap(),
        language: Locale::try_new("fr"),
    };
    let input = Ask {
        about: About::Member(about),
        members: members.to_vec(),
        group: None,
        externals: outside.iter().map(external).collect(),
        template: None,
        competencies: vec![],
        message: "About the bridge in the harbour.".into(),
        visibility: Visibility::Recipient,
        due_on: None,
    };
    ask(&call, &port, input, None).await.unwrap().unwrap();
}

on_both! {
    /// In the language of each, and no word of what is asked; the link of somebody from outside
    /// opens the form.
    async fn those_who_are_asked_are_told(world: World) {
        let people = [("ada@hei.example", "en"), ("bruno@hei.example", "it"), ("carl@hei.example", "de")];
        let (company, members) = world.company(&people).await;
        world.run("update person set mail_on_feedback = false where given_name = 'carl'").await;
        asked(&world, company, members[0], &members[1..], &["eva@example.org"]).await;
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 2, "{mails:?}");
        // In the product both members are told, whatever they want of mails.
        let told = world.texts("select kind from notification").await;
        assert_eq!(told, [Some("request".to_owned()), Some("request".to_owned())]);
        let plain: Vec<String> = mails.iter().map(|mail| mail.replace("=\r\n", "")).collect();
        let bruno = plain.iter().find(|mail| mail.contains("bruno@hei.example")).unwrap();
        assert!(bruno.contains("https://hei.example/feedback-requests"), "{bruno}");
        let eva = plain.iter().find(|mail| mail.contains("eva@example.org")).unwrap();
        assert!(eva.contains("ada Tester") && eva.contains("Company") && eva.contains("Lire la demande"), "{eva}");
        assert!(mails.iter().all(|mail| !mail.contains("harbour")));
        assert!(mails.iter().all(|mail| mail.contains("List-Unsubscribe-Post")));
        let start = eva.split("/feedback-form#link").nth(1).unwrap();
        let link: String = start.trim_start_matches("=3D").trim_start_matches('=').chars().take(43).collect();
        let doorstep = DirectoryDoorstep(Arc::new(Directory::bounded(1 << 20)));
        let shown = form(&world.call, &doorstep, link.clone(), true).await.unwrap().unwrap();
        assert_eq!((shown.organization.as_str(), shown.requester.as_str()), ("Company", "ada Tester"));
        assert!(shown.notice.text.contains("Company") && shown.notice.text.contains("facultatif"));
        // Once more is once too often; and after a no there is none.
        decline(&world.call, By::Link(link), None).await.unwrap().unwrap();
        for _ in 0..20 {
            world.manual.advance(chrono::TimeDelta::days(1));
            gateway::jobs::sweep(&world.db, &world.call.clock).await.unwrap();
            world.work_off().await;
        }
        let mails = world.mails();
        let to = |who: &str| mails.iter().filter(|mail| mail.contains(who)).count();
        assert_eq!((to("bruno@hei.example"), to("carl@hei.example"), to("eva@example.org")), (4, 0, 1));
        let told = world.texts("select kind from notification where kind = 'reminder'").await;
        assert_eq!(told.len(), 6, "on three days, and nobody on the first");
    }
}

on_both! {
    /// Nobody would receive what they write.
    async fn nobody_outside_is_asked_about_who_takes_part_no_more(world: World) {
        let (company, members) = world.company(&[("ada@hei.example", "en")]).await;
        asked(&world, company, members[0], &[], &["eva@example.org"]).await;
        feedback::requests::remind::remind(&world.db, &world.call.clock, None).await.unwrap();
        world.run("update membership set state = 'suspended'").await;
        world.work_off().await;
        assert_eq!(world.mails().len(), 0);
    }
}

on_both! {
    /// Nor is a member.
    async fn nobody_is_asked_about_who_takes_part_no_more(world: World) {
        let people = [("ada@hei.example", "en"), ("bruno@hei.example", "it"), ("carl@hei.example", "de")];
        let (company, members) = world.company(&people).await;
        asked(&world, company, members[0], &members[1..2], &[]).await;
        asked(&world, company, members[0], &members[2..], &[]).await;
        feedback::requests::remind::remind(&world.db, &world.call.clock, None).await.unwrap();
        world.run("update membership set state = 'suspended' where person_id in \
                   (select id from person where given_name = 'ada')").await;
        // Of carl something else is asked, too.
        world.run("update feedback_request set about_id = (select m.id from membership m \
                   join person p on p.id = m.person_id where p.given_name = 'bruno' \
                   and m.organization_id = feedback_request.organization_id) \
                   where id in (select i.request_id from feedback_invitation i \
                   join membership m on m.id = i.member_id join person p on p.id = m.person_id \
                   where p.given_name = 'carl')").await;
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].contains("carl@hei.example"));
    }
}

on_both! {
    /// Whoever answered or declined between the claim and the mail gets none.
    async fn a_mail_that_waits_is_not_sent_after_a_no(world: World) {
        let (company, members) = world.company(&[("ada@hei.example", "en"), ("bruno@hei.example", "it")]).await;
        asked(&world, company, members[0], &members[1..], &[]).await;
        feedback::requests::remind::remind(&world.db, &world.call.clock, None).await.unwrap();
        let (call, _) = acting(&world, company, "bruno").await;
        let all = feedback::testing::invitations(&world.db).await.unwrap();
        decline(&call, By::Invitation(all[0].id), None).await.unwrap().unwrap();
        world.work_off().await;
        assert_eq!(world.mails().len(), 0);
    }
}
