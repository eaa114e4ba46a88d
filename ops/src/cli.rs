//! What can be asked of `annals` on the command line.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use domain::formats::BuiltIn;
use uuid::Uuid;

/// Collaborative image labelling that never loses or changes anything behind anyone's back.
#[derive(Debug, Parser)]
#[command(name = "annals", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// The configuration; `annals.toml` in this folder when there is one
    #[arg(long, global = true, env = "ANNALS_CONFIG")]
    pub config: Option<PathBuf>,
    /// Print one JSON object, for programs; why something failed, as {"error": {"code", "message"}} on standard error
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 it could not be done; 2 asked wrongly, nothing was done; 3 done, and what was \
     looked at is not as it should be.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server
    Serve {
        /// Fill an empty site with a team, a half-labelled image set and two people
        #[arg(long)]
        demo: bool,
    },
    /// What only the operator can do
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Bring the database up to this version, without serving
    Migrate,
    /// The views that are projected from the log
    #[command(subcommand)]
    Projections(ProjectionsCommand),
    /// Hold the storage against the log
    Fsck {
        /// Read every object, and see whether its bytes are those of its digest
        #[arg(long)]
        deep: bool,
        /// Delete what nobody has referred to for a day
        #[arg(long)]
        delete_orphans: bool,
    },
    /// Write a snapshot to a file
    Export(ExportOptions),
    /// Draw the labels of a file on the images of a set
    Import(ImportOptions),
    /// Write all images of a set to a zip archive
    Images(ImagesOptions),
    /// The log of everything that ever happened
    #[command(subcommand)]
    Log(LogCommand),
    /// The configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print what completes commands in a shell: `source <(annals completions bash)`
    Completions { shell: clap_complete::Shell },
    /// The embedded PostgreSQL
    #[command(subcommand)]
    Postgres(PostgresCommand),
    /// Stands between the server and the embedded PostgreSQL; started by annals itself
    #[command(hide = true)]
    PostgresSupervisor {
        #[arg(long)]
        data: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Create a staff account; the password is the first line of standard input
    Create {
        /// What the person signs in with
        login_name: String,
        /// What others see; the same when not given
        #[arg(long)]
        display_name: Option<String>,
    },
    /// Let somebody sign in again whose name was tried too often
    Unlock {
        /// What the person signs in with
        login_name: String,
    },
}

#[derive(Debug, Args)]
pub struct ExportOptions {
    /// The snapshot's id, as in the address of its page
    pub snapshot: Uuid,
    #[arg(long, help = formats())]
    pub format: String,
    /// Who exports: the history says so, and the permission table is asked
    #[arg(long = "as", value_name = "LOGIN_NAME")]
    pub by: String,
    /// A new file, or `-` for standard output; named by the format when not given
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ImportOptions {
    /// The image set's id, as in the address of its page
    pub image_set: Uuid,
    /// COCO, a CSV table, or ImageTagger's label file
    pub file: PathBuf,
    #[arg(long, help = readable())]
    pub format: Option<String>,
    /// Whose labels they become: the permission table is asked
    #[arg(long = "as", value_name = "LOGIN_NAME")]
    pub by: String,
    /// Which annotation type a name in the file means, or with nothing behind `=` that its labels are left out
    #[arg(long = "type", value_name = "NAME=ID")]
    pub types: Vec<String>,
    /// Say what would be imported and what not; change nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct ImagesOptions {
    /// The image set's id, as in the address of its page
    pub image_set: Uuid,
    /// Who downloads: the permission table is asked
    #[arg(long = "as", value_name = "LOGIN_NAME")]
    pub by: String,
    /// A new file, or `-` for standard output; named like the set when not given
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum ProjectionsCommand {
    /// How far the views that follow the log are behind
    Status,
    /// Project views anew while people keep working, compare, and switch
    Rebuild {
        /// `inline`, `points` or `statistics`; all when none is given
        views: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Recompute the proof over the whole log and hold it against the signed heads; reads everything
    Verify {
        /// A public key whose heads count, in PEM; may be given several times. The configured ones when not given
        #[arg(long = "key", value_name = "FILE")]
        keys: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print what the server would run with, secrets hidden; fail if it would refuse
    Check,
}

#[derive(Debug, Subcommand)]
pub enum PostgresCommand {
    /// Run COMMAND beside a PostgreSQL, with `DATABASE_URL` set, and exit with COMMAND's code
    ///
    /// This is how tests run: `annals postgres run -- cargo nextest run`. It is also the short way to a shell on
    /// the server's own database while the server is not running: `annals postgres run --data var -- sh -c 'psql
    /// "$DATABASE_URL"'`.
    Run {
        /// Keep the cluster in this folder; without it, it is thrown away afterwards
        #[arg(long)]
        data: Option<PathBuf>,
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    },
}

/// Every format that `annals export` takes.
fn formats() -> String {
    let codes: Vec<_> = BuiltIn::ALL.iter().map(|format| format!("`{}`", format.code())).collect();
    let codes = codes.join(", ");
    format!(
        "{codes}, or the id of a team's export format; `yolo` is the YOLO format that fits most of the labels"
    )
}

/// Every format that `annals import` takes.
fn readable() -> String {
    let codes: Vec<_> = BuiltIn::readable().map(|format| format!("`{}`", format.code())).collect();
    format!("{}; guessed from how the file begins when not given", codes.join(", "))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn every_format_is_named_and_taken() {
        let mut command = Cli::command();
        let help = command.find_subcommand_mut("export").unwrap().render_long_help().to_string();
        for format in BuiltIn::ALL {
            assert!(help.contains(&format!("`{}`", format.code())), "{help}");
            assert!(format.code().parse::<domain::transfer::Format>().is_ok(), "{format:?}");
        }
    }
}
