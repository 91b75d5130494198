//! A text becomes a document.

use super::{
    document::Document,
    flaw::{Flaw, Wrong},
};

/// In bytes.
const LONGEST: usize = 900_000;

/// What is wrong is told with its line, its column and its place in the document.
pub fn read(text: &str) -> Result<Document, Flaw> {
    if text.len() > LONGEST {
        return Err(Flaw::new(Wrong::TooLong, ""));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read: Result<Document, _> = serde_path_to_error::deserialize(&mut reader);
    let document = read.map_err(|error| {
        let path = error.path().to_string();
        flaw(error.inner(), if path == "." { String::new() } else { path })
    })?;
    reader.end().map_err(|error| flaw(&error, String::new()))?;
    Ok(document)
}

fn flaw(error: &serde_json::Error, path: String) -> Flaw {
    let wrong = if error.is_data() { Wrong::NotAnInstrument } else { Wrong::NotJson };
    let told = error.to_string();
    // Where it is stands beside it.
    let detail = told.rsplit_once(" at line ").map_or(told.as_str(), |(detail, _)| detail);
    Flaw {
        place: Some((error.line(), error.column())),
        detail: Some(detail.to_owned()),
        ..Flaw::new(wrong, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> (Wrong, String, usize, String) {
        let flaw = read(text).unwrap_err();
        (flaw.wrong, flaw.path, flaw.place.unwrap().0, flaw.detail.unwrap())
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let (code, _, line, detail) = wrong("{\n  \"format\": \n}");
        assert_eq!((code, line, detail.as_str()), (Wrong::NotJson, 3, "expected value"));
        let item =
            r#"{"code": "a", "text": {}, "answer": {"likert": {"lowest": "one", "highest": 5}}}"#;
        let document = format!(
            "{{\"format\": \"\", \"code\": \"\", \"language\": \"en\", \"name\": {{}},\n\
             \"sections\": [{{\"code\": \"s\", \"items\": [\n{item}]}}]}}"
        );
        let (code, path, line, detail) = wrong(&document);
        assert_eq!((code, line), (Wrong::NotAnInstrument, 3));
        assert!(path.starts_with("sections[0].items[0].answer"), "{path}");
        assert!(detail.contains("invalid type: string \"one\""), "{detail}");
        let (code, path, ..) = wrong(r#"{"format": "", "colour": "red"}"#);
        assert_eq!((code, path.as_str()), (Wrong::NotAnInstrument, "colour"));
        assert_eq!(wrong("[]").0, Wrong::NotAnInstrument);
    }

    #[test]
    fn a_long_text_is_not_read() {
        let flaw = read(&" ".repeat(LONGEST + 1)).unwrap_err();
        assert_eq!(flaw, Flaw::new(Wrong::TooLong, ""));
    }
}
