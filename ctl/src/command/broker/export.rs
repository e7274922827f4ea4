//! `mcsctl broker export`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{self, Path, PathBuf},
};

use crate::words::say;
use crate::{
    cli::broker::ExportArgs,
    context::Context,
    error::{Doing, Error, Exit},
    mosquitto::{
        self, ACCESS, CONF, Conf, ExportError, Folder, KEPT, Listener, PASSWORDS, Put, PutFile, SECRET, TlsPaths,
    },
    output,
};

pub(super) async fn run(args: ExportArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let devices = client.credentials().await.doing(say!("doing-ask-what-devices-log-in-with"))?;
    if let Some(device) = devices.iter().find(|device| device.user == args.user) {
        return Err(ExportError::Taken { user: device.user.clone() }.into());
    }
    let dir = absolute(&args.dir)?;
    let wanted = conf(&args, &dir)?;
    let folder = Folder::open(&dir, args.group.as_deref(), args.check)?;
    folder.inside(KEPT)?;

    let secret = match folder.read(SECRET)?.and_then(|text| text.lines().next().map(str::to_owned)) {
        Some(secret) if !secret.is_empty() => secret,
        Some(_) | None => mosquitto::new_secret().map_err(ExportError::from)?,
    };
    let passwords = mosquitto::passwords((&args.user, &mosquitto::verifier(&secret)), &devices);
    let before = folder.read(PASSWORDS)?.unwrap_or_default();
    // The secret first: whatever is interrupted, no password is in force that nobody knows.
    let files = vec![
        folder.put_secret(SECRET, &format!("{secret}\n"))?,
        explained(folder.put(PASSWORDS, &passwords)?, mosquitto::changes(&before, &passwords)),
        folder.put(ACCESS, &mosquitto::access(&args.user, &devices))?,
        folder.put(CONF, &mosquitto::conf(&wanted)?)?,
    ];
    context.printer().list(&files)?;
    let differs = files.iter().any(|file| file.put != Put::Unchanged);
    if args.check {
        return Ok(if differs { Exit::Found } else { Exit::Ok });
    }
    if let Some(next) = next(&files) {
        output::note(&next);
    }
    if files[0].put == Put::New {
        output::note(&link(&args, &wanted.listener, &dir));
    }
    Ok(Exit::Ok)
}

fn explained(file: PutFile, detail: Option<String>) -> PutFile {
    PutFile { detail, ..file }
}

fn absolute(path: &Path) -> Result<PathBuf, ExportError> {
    path::absolute(path).map_err(|source| ExportError::Put { path: path.into(), source })
}

fn conf(args: &ExportArgs, dir: &Path) -> Result<Conf, ExportError> {
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => {
            let client_ca = args.tls_client_ca.as_deref().map(absolute).transpose()?;
            Some(TlsPaths { cert: absolute(cert)?, key: absolute(key)?, client_ca })
        }
        (Some(_) | None, _) => None,
    };
    let (address, port) = if tls.is_some() { (Ipv4Addr::UNSPECIFIED, 8883) } else { (Ipv4Addr::LOCALHOST, 1883) };
    Ok(Conf {
        at: args.at.clone().unwrap_or_else(|| dir.into()),
        listener: Listener { address: args.bind.unwrap_or(IpAddr::V4(address)), port: args.port.unwrap_or(port), tls },
    })
}

/// What a broker that runs needs to take the files up.
fn next(files: &[PutFile]) -> Option<String> {
    let changed = |name: &str| files.iter().any(|file| file.file.ends_with(name) && file.put == Put::Changed);
    if changed(CONF) {
        Some("the configuration changed: restart Mosquitto".into())
    } else if changed(PASSWORDS) || changed(ACCESS) {
        Some("users changed: send Mosquitto SIGHUP".into())
    } else {
        None
    }
}

/// What the daemon needs to be told.
fn link(args: &ExportArgs, listener: &Listener, dir: &Path) -> String {
    let (scheme, host) = if listener.tls.is_some() { ("mqtts", "HOST") } else { ("mqtt", "127.0.0.1") };
    let (user, port, secret) = (&args.user, listener.port, dir.join(SECRET));
    format!(
        "in mcsd.toml, section [ingest]: broker = \"{scheme}://{user}@{host}:{port}\", broker_password_file = \"{}\"",
        secret.display()
    )
}
