//! `mcsctl archive target …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mcs_core::{
    id::ShortName,
    target::{NewS3, Preset},
};

use super::{dry::DryArgs, value};

/// The verbs of `archive target`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl archive target set --folder /mnt/archive
  mcsctl archive target test
  mcsctl archive target list")]
pub(crate) enum TargetCommand {
    /// Set a target: a folder, or a bucket that speaks S3
    ///
    /// The secret key is read from standard input or a file, sealed with the site's key, and never shown again. Setting a target
    /// again without one keeps it. Archives go to the target named archive unless archive.target in mcsd.toml names another.
    #[command(after_help = "\
Examples:
  mcsctl archive target set --folder /mnt/archive
  mcsctl archive target set --preset r2 --account 0a1b2c --bucket plant-7 --access-key-id AKIA --secret-key-stdin < key
  mcsctl archive target set --preset oss --region cn-hangzhou --bucket plant-7 --access-key-id LTAI --secret-key-file key
  mcsctl archive target set --preset minio --endpoint https://10.0.0.5:9000 --bucket plant-7 --access-key-id mcs --secret-key-file key")]
    Set(Box<SetArgs>),
    /// List targets
    #[command(after_help = "\
Examples:
  mcsctl archive target list
  mcsctl archive target list -o json")]
    List,
    /// Show a target; never its secret key
    #[command(after_help = "\
Examples:
  mcsctl archive target show
  mcsctl archive target show cold -o yaml")]
    Show(NameArgs),
    /// Try a target: write a small object, read it back, delete it
    ///
    /// Says which step fails, why, and what to do. Exits with 10 if one does.
    #[command(after_help = "\
Examples:
  mcsctl archive target test
  mcsctl archive target test cold -o json")]
    Test(NameArgs),
    /// Forget a target; what is stored there stays
    #[command(after_help = "\
Examples:
  mcsctl archive target unset cold
  mcsctl archive target unset archive --dry-run
  mcsctl archive target unset archive --yes")]
    Unset(UnsetArgs),
}

/// Names a target.
#[derive(Debug, Args)]
pub(crate) struct NameArgs {
    /// The target's name
    #[arg(default_value = "archive")]
    pub(crate) name: ShortName,
}

/// `archive target unset`.
#[derive(Debug, Args)]
pub(crate) struct UnsetArgs {
    /// The target's name
    pub(crate) name: ShortName,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `archive target set`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct SetArgs {
    /// The target's name
    #[arg(default_value = "archive")]
    pub(crate) name: ShortName,
    /// A folder of the daemon's machine: its absolute path; it is there already
    #[arg(long, value_name = "PATH", conflicts_with_all = ["preset", "bucket", "access_key_id", "secret_key_stdin", "secret_key_file"])]
    pub(crate) folder: Option<String>,
    /// Whose store it is; gives endpoint, region and style
    #[arg(long, required_unless_present = "folder", value_parser = value::preset())]
    pub(crate) preset: Option<Preset>,
    /// The bucket; for cos with its -APPID
    #[arg(long, required_unless_present = "folder")]
    pub(crate) bucket: Option<String>,
    /// The access key id; the secret key that belongs to it is never an argument
    #[arg(long, value_name = "ID", required_unless_present = "folder")]
    pub(crate) access_key_id: Option<String>,
    /// Read the secret key from standard input: one line
    #[arg(long, conflicts_with = "secret_key_file")]
    pub(crate) secret_key_stdin: bool,
    /// Read the secret key from this file: one line
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_key_file: Option<PathBuf>,
    /// The account's id, for r2
    #[arg(long, value_name = "ID", conflicts_with = "folder")]
    pub(crate) account: Option<String>,
    /// The region, e.g. cn-hangzhou
    #[arg(long, conflicts_with = "folder")]
    pub(crate) region: Option<String>,
    /// Where requests go, in place of what the preset knows. Without --path-style it is the bucket's own host
    #[arg(long, value_name = "URL", conflicts_with = "folder")]
    pub(crate) endpoint: Option<String>,
    /// What every object's name begins with, to share a bucket
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
    /// The bucket is the first part of the path
    #[arg(long, conflicts_with_all = ["folder", "no_path_style"])]
    pub(crate) path_style: bool,
    /// The bucket is part of the host's name
    #[arg(long, conflicts_with = "folder")]
    pub(crate) no_path_style: bool,
    /// Allow an endpoint without TLS; only on a network of your own
    #[arg(long, conflicts_with = "folder")]
    pub(crate) allow_http: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

impl SetArgs {
    /// The bucket as it is described; `None` for a folder.
    pub(crate) fn bucket(&self) -> Option<NewS3> {
        let (preset, bucket, access_key_id) = (self.preset?, self.bucket.clone()?, self.access_key_id.clone()?);
        Some(NewS3 {
            preset,
            account: self.account.clone(),
            region: self.region.clone(),
            endpoint: self.endpoint.clone(),
            bucket,
            prefix: self.prefix.clone(),
            path_style: (self.path_style || self.no_path_style).then_some(self.path_style),
            allow_http: self.allow_http,
            access_key_id,
        })
    }
}
