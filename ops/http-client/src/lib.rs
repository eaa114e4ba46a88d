//! The least that an HTTP client needs to ask our server over one kept connection: measurements and crash tests use it,
//! which must see what the network does and cost next to nothing.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

use std::{fmt::Write as _, io};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// One connection, opened when it is needed and again after it broke.
#[derive(Debug)]
pub struct Connection {
    address: String,
    /// Sent with every request, each line ended.
    headers: String,
    stream: Option<BufReader<TcpStream>>,
}

#[derive(Debug, Default)]
pub struct Answer {
    pub status: u16,
    /// `X-Log-Position`.
    pub position: Option<i64>,
    pub body: Vec<u8>,
}

/// How the end of a body is known.
#[derive(Debug, Default)]
struct Framing {
    length: usize,
    chunked: bool,
}

impl Connection {
    pub fn new(address: &str, headers: &str) -> Self {
        Self { address: address.to_owned(), headers: headers.to_owned(), stream: None }
    }

    /// Asks once; an error says nothing about what became of the request.
    pub async fn ask(&mut self, method: &str, path: &str, more: &str, body: &str) -> io::Result<Answer> {
        let request = request(method, path, &format!("{}{more}", self.headers), body);
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => BufReader::new(connect(&self.address).await?),
        };
        stream.get_mut().write_all(request.as_bytes()).await?;
        let answer = read(&mut stream).await?;
        self.stream = Some(stream);
        Ok(answer)
    }
}

async fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// A request as it goes over the wire.
pub fn request(method: &str, path: &str, headers: &str, body: &str) -> String {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}");
    if !body.is_empty() {
        let length = body.len();
        let _ = write!(request, "Content-Type: application/json\r\nContent-Length: {length}\r\n");
    }
    request + "\r\n" + body
}

async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let (mut answer, framing) = read_head(stream).await?;
    if framing.chunked {
        while let length @ 1.. = read_chunk_length(stream).await? {
            read_bytes(stream, length, &mut answer.body).await?;
            line(stream).await?;
        }
        line(stream).await?;
    } else {
        read_bytes(stream, framing.length, &mut answer.body).await?;
    }
    Ok(answer)
}

async fn read_head(stream: &mut BufReader<TcpStream>) -> io::Result<(Answer, Framing)> {
    let status = line(stream).await?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let (mut answer, mut framing) = (Answer::default(), Framing::default());
    answer.status = status.ok_or_else(|| io::Error::other("this is no answer"))?;
    loop {
        let header = line(stream).await?;
        let Some((name, value)) = header.split_once(':') else { return Ok((answer, framing)) };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => framing.length = value.parse().map_err(io::Error::other)?,
            "transfer-encoding" => framing.chunked = value.eq_ignore_ascii_case("chunked"),
            "x-log-position" => answer.position = value.parse().ok(),
            _ => {}
        }
    }
}

async fn read_chunk_length(stream: &mut BufReader<TcpStream>) -> io::Result<usize> {
    usize::from_str_radix(line(stream).await?.trim(), 16).map_err(io::Error::other)
}

async fn read_bytes(stream: &mut BufReader<TcpStream>, length: usize, into: &mut Vec<u8>) -> io::Result<()> {
    let read = into.len();
    into.resize(read + length, 0);
    stream.read_exact(&mut into[read..]).await?;
    Ok(())
}

async fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    line.truncate(line.trim_end().len());
    Ok(line)
}
