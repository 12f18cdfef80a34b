//! The runtime of a command that talks to AWS, and its connection.

use super::args::Connection;
use crate::deploy::{Access, Cloud, Failure, Kind, Pace, Stop, connect};
use std::io;

/// Runs a command to its end.
pub fn block_on<T>(future: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(future))
}

/// Connects to the region that is asked for, or else that the file is meant for.
///
/// # Errors
/// When both are said and differ, and as [`connect`].
pub async fn open(asked: &Connection, meant: Option<&str>) -> Result<Cloud, Stop> {
    if let (Some(asked), Some(meant)) = (&asked.region, meant)
        && asked != meant
    {
        return Err(Stop::Refused(format!("the file is meant for {meant}, and --region says {asked}")));
    }
    let access = Access {
        region: asked.region.clone().or_else(|| meant.map(str::to_owned)),
        profile: asked.profile.clone(),
        endpoint: asked.endpoint_url.clone(),
    };
    let cloud = connect(&access, Pace::default()).await?;
    let interrupt = cloud.interrupt.clone();
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            // The second time somebody really wants to go.
            if interrupt.is_asked() {
                std::process::exit(super::INTERRUPTED.into());
            }
            interrupt.ask();
        }
    });
    Ok(cloud)
}

/// Whether a failure is about credentials, which has an exit status of its own.
pub fn is_about_credentials(failure: &Failure) -> bool {
    failure.kind == Kind::Credentials
}
