//! Items as a table, for people who read tables.

use super::document::Document;

/// CSV with a line for each item: section, code, kind, lowest and highest answer, the scales it
/// is on (with a minus where it is turned round), and its text in each language. Whatever a
/// spreadsheet would take for a formula is preceded by an apostrophe.
pub fn to_csv(document: &Document) -> String {
    let languages: Vec<_> = document.completeness().into_iter().map(|(it, _)| it).collect();
    let mut head: Vec<String> =
        ["section", "code", "kind", "lowest", "highest", "scales"].map(Into::into).into();
    head.extend(languages.iter().map(|it| format!("text_{it}")));
    let mut table = line(head);
    for section in &document.sections {
        for item in &section.items {
            let bound = |it: f64| if it.is_finite() { it.to_string() } else { String::new() };
            let (lowest, highest) = item.answer.range().unzip();
            let mut cells = vec![
                section.code.clone(),
                item.code.clone(),
                item.answer.name().to_owned(),
                lowest.map(bound).unwrap_or_default(),
                highest.map(bound).unwrap_or_default(),
                scales(document, &item.code),
            ];
            let told = |language| item.text.0.get(language).cloned().unwrap_or_default();
            cells.extend(languages.iter().map(told));
            table += &line(cells);
        }
    }
    table
}

fn scales(document: &Document, item: &str) -> String {
    let keys =
        document.scales.iter().flat_map(|scale| scale.items.iter().map(move |it| (scale, it)));
    let own = keys.filter(|(_, key)| key.item == item);
    let told = own.map(
        |(scale, key)| if key.reversed { format!("{}-", scale.code) } else { scale.code.clone() },
    );
    told.collect::<Vec<_>>().join(" ")
}

fn line(cells: Vec<String>) -> String {
    let cells = cells.into_iter().map(|cell| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::{
        check::tests::{document, likert},
        document::Texts,
        shipped,
    };

    #[test]
    fn a_formula_is_none_and_commas_stay_in_their_cell() {
        let mut small = document(vec![likert("a"), likert("b")]);
        small.sections[0].items[0].text = Texts::in_one("en", "=1+1");
        small.sections[0].items[1].text = Texts::in_one("en", "\"Yes\", or no");
        assert_eq!(
            to_csv(&small),
            "section,code,kind,lowest,highest,scales,text_en\r\n\
             s,a,likert,1,5,,'=1+1\r\n\
             s,b,likert,1,5,,\"\"\"Yes\"\", or no\"\r\n"
        );
    }

    #[test]
    fn scales_stand_beside_their_items() {
        let short = &shipped()[1].document;
        let of = |item: &str| scales(short, item);
        assert_eq!((of("E1").as_str(), of("A1").as_str()), ("extraversion", "agreeableness-"));
    }
}
