//! What a report says besides its numbers. In the language of the report, which may be another
//! than that of the request.

/// What has to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Profile,
    Attitudes,
    Ipsative,
    NoGroup,
    Brought,
}

const LANGUAGES: [&str; 5] = ["en", "it", "nl", "de", "fr"];

/// In this language, or in English where there is no such text.
pub fn text(notice: Notice, language: &str) -> &'static str {
    let main = language.split('-').next().unwrap_or(language);
    let texts = match notice {
        Notice::Profile => &PROFILE,
        Notice::Attitudes => &ATTITUDES,
        Notice::Ipsative => &IPSATIVE,
        Notice::NoGroup => &NO_GROUP,
        Notice::Brought => &BROUGHT,
    };
    texts[LANGUAGES.iter().position(|it| *it == main).unwrap_or_default()]
}

const PROFILE: [&str; 5] = [
    "Results describe how somebody saw themself when they answered. They are no \
     diagnosis, and nobody is ranked or decided on by them alone.",
    "I risultati descrivono come una persona si vedeva quando ha risposto. Non sono \
     una diagnosi, e nessuno viene messo in graduatoria o giudicato solo in base a essi.",
    "Resultaten beschrijven hoe iemand zichzelf zag bij het antwoorden. Ze zijn geen \
     diagnose, en niemand wordt alleen op grond ervan gerangschikt of beoordeeld.",
    "Ergebnisse beschreiben, wie sich jemand beim Antworten sah. Sie sind keine Diagnose, \
     und niemand wird allein nach ihnen in eine Reihenfolge gebracht oder beurteilt.",
    "Les résultats décrivent comment une personne se voyait en répondant. Ils ne sont pas \
     un diagnostic, et personne n'est classé ni jugé d'après eux seuls.",
];

const ATTITUDES: [&str; 5] = [
    "At equal competence no attitude is right or wrong: a fit tells how near an attitude \
     is to what a role asks for, and not how good somebody is.",
    "A parità di competenza nessun atteggiamento è giusto o sbagliato: l'affinità dice \
     quanto un atteggiamento è vicino a ciò che un ruolo richiede, non quanto vale una persona.",
    "Bij gelijke bekwaamheid is geen houding goed of fout: de aansluiting zegt hoe dicht \
     een houding ligt bij wat een rol vraagt, en niet hoe goed iemand is.",
    "Bei gleicher Fähigkeit ist keine Haltung richtig oder falsch: die Passung sagt, wie nah \
     eine Haltung dem liegt, was eine Rolle verlangt, und nicht, wie gut jemand ist.",
    "À compétence égale, aucune attitude n'est juste ou fausse : l'adéquation dit combien \
     une attitude est proche de ce qu'un rôle demande, et non ce que vaut une personne.",
];

const IPSATIVE: [&str; 5] = [
    "Forced choices tell how one person's scales stand to each other; they are not \
     compared between people.",
    "Le scelte forzate dicono come stanno tra loro le scale di una stessa persona; non si \
     confrontano tra persone.",
    "Gedwongen keuzes zeggen hoe de schalen van één persoon zich tot elkaar verhouden; ze \
     worden niet tussen mensen vergeleken.",
    "Erzwungene Wahlen sagen, wie die Skalen eines Menschen zueinander stehen; sie werden \
     nicht zwischen Menschen verglichen.",
    "Les choix forcés disent comment les échelles d'une même personne se situent entre \
     elles ; ils ne se comparent pas entre personnes.",
];

const NO_GROUP: [&str; 5] = [
    "Scores are compared with no group.",
    "I punteggi non sono confrontati con nessun gruppo.",
    "De scores zijn met geen groep vergeleken.",
    "Die Werte sind mit keiner Gruppe verglichen.",
    "Les scores ne sont comparés à aucun groupe.",
];

const BROUGHT: [&str; 5] = [
    "Scores come from an algorithm of the organisation, which answers for it.",
    "I punteggi vengono da un algoritmo dell'organizzazione, che ne risponde.",
    "De scores komen van een algoritme van de organisatie, die ervoor instaat.",
    "Die Werte stammen von einem Verfahren der Organisation, die dafür einsteht.",
    "Les scores viennent d'un algorithme de l'organisation, qui en répond.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_said_in_five_languages() {
        use Notice::{Attitudes, Brought, Ipsative, NoGroup, Profile};
        for notice in [Profile, Attitudes, Ipsative, NoGroup, Brought] {
            let said = ["en", "it", "nl", "de-AT", "fr"].map(|it| text(notice, it));
            let different: std::collections::HashSet<_> = said.into_iter().collect();
            assert_eq!(different.len(), 5, "{notice:?}");
            assert_eq!(text(notice, "xx"), said[0]);
        }
    }
}
