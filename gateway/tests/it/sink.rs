//! A mail server that takes what it is sent, and fails when a test wants it to.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What it does with the recipient of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// Not now.
    Defers,
    /// Never.
    Refuses,
    /// Says nothing.
    Hangs,
}

#[derive(Clone)]
pub struct Sink(Arc<Mutex<State>>);

struct State {
    mood: Mood,
    refused: usize,
    mails: Vec<String>,
}

impl Sink {
    /// Where it listens, and itself.
    pub async fn open(mood: Mood) -> (String, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let sink = Self(Arc::new(Mutex::new(State { mood, refused: 0, mails: vec![] })));
        let serving = sink.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serving.clone().talk(stream));
            }
        });
        (address, sink)
    }

    pub fn turn(&self, mood: Mood) {
        self.0.lock().unwrap().mood = mood;
    }

    /// How often it did not take a recipient.
    pub fn refused(&self) -> usize {
        self.0.lock().unwrap().refused
    }

    pub fn mails(&self) -> Vec<String> {
        self.0.lock().unwrap().mails.clone()
    }

    /// Ends when the other side does.
    async fn talk(self, mut stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                "RCPT" => match self.recipient() {
                    Mood::Takes => "250 good".to_owned(),
                    Mood::Defers => format!("451 later, {line}"),
                    Mood::Refuses => format!("550 nobody is {line}"),
                    Mood::Hangs => std::future::pending().await,
                },
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    self.0.lock().unwrap().mails.push(mail);
                    "250 taken".to_owned()
                }
                "QUIT" => "221 bye".to_owned(),
                _ => "250 good".to_owned(),
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn recipient(&self) -> Mood {
        let mut state = self.0.lock().unwrap();
        if state.mood != Mood::Takes {
            state.refused += 1;
        }
        state.mood
    }
}
