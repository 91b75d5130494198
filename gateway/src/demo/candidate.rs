//! Somebody from outside who applies at the demo's company, consented, and is written about.

use chrono::Days;
use feedback::{
    Kind, Visibility,
    candidates::{
        evaluate::{Evaluate, evaluate},
        form::{consent, form},
        letter::candidate_letter_unchecked,
        register::{Register, Registered, register},
    },
    requests::ask::{About, Ask},
};
use kernel::{CandidateId, EmailAddress, Locale};

use super::{
    asking::{Round, blank, doorstep, words_of},
    company::{ADMINISTRATOR, MANAGER},
};
use crate::cli::Failure;

const LANGUAGE: &str = "fr";

impl Round<'_> {
    /// The manager is responsible, has written about them, and asks two colleagues to.
    pub(super) async fn candidate(&self) -> Result<(), Failure> {
        let candidate = self.taken_in().await?;
        self.consent(candidate).await?;
        let (call, _) = self.actor(MANAGER).await?;
        let input = Evaluate {
            candidate,
            kind: Kind::Praise,
            text: "Asked what we would stop doing first, and listened to the answer.".into(),
            marks: vec![],
        };
        let written = evaluate(&call, input).await.map_err(words_of)?;
        written.map_err(|errors| format!("the demo's evaluation: {errors:?}"))?;
        let question = Ask {
            message: "You met on Tuesday: would you want to share the night shift?".into(),
            members: [105, 106].map(|it| self.company.member(it)).to_vec(),
            visibility: Visibility::Recipient,
            ..blank(About::Candidate(candidate))
        };
        self.ask(MANAGER, question).await.map(drop)
    }

    async fn taken_in(&self) -> Result<CandidateId, Failure> {
        let (call, port) = self.actor(ADMINISTRATOR).await?;
        let input = Register {
            organization: self.company.founding.id,
            name: "Solène Marchand".into(),
            address: EmailAddress::try_new("solene@applicant.example").ok_or("an address")?,
            language: Locale::try_new(LANGUAGE),
            role: "Lead of the night shift".into(),
            responsible: self.company.member(MANAGER),
            expires_on: call.clock.now().date_naive() + Days::new(120),
        };
        match register(&call, &port, input, None).await.map_err(words_of)? {
            Ok(Registered::Now(row)) => Ok(row.id),
            Ok(Registered::Before(id)) => Ok(id),
            Err(errors) => Err(format!("the demo's candidate: {errors:?}")),
        }
    }

    /// By the link, as from the mail.
    async fn consent(&self, candidate: CandidateId) -> Result<(), Failure> {
        let (call, of) = (self.call, self.company.founding.id);
        let letter =
            candidate_letter_unchecked(&call.db, &call.secret, &call.clock, of, candidate).await;
        let letter = letter.map_err(words_of)?.ok_or("the demo's mail to a candidate")?;
        let (link, door) = (letter.token.reveal(), doorstep());
        let shown = form(call, &door, &link).await.map_err(words_of)?;
        let shown = shown.ok_or("the demo's link of a candidate")?;
        let given = consent(call, &door, &link, &shown.notice.version).await;
        let given = given.map_err(words_of)?;
        given.map(drop).map_err(|error| format!("the demo's consent: {error:?}"))
    }
}
