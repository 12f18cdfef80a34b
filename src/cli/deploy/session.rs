//! The connections of a command that talks to AWS.

use super::args::Connection;
use crate::deploy::{self, Access, Cloud, Desk, Failure, Interrupt, Kind, Pace, Stop};

/// The connections of one command: one for each region.
pub struct Session<'s> {
    asked: &'s Connection,
    clouds: Vec<Cloud>,
    interrupt: Interrupt,
}

impl<'s> Session<'s> {
    /// Nothing is connected yet. From now on, somebody who wants to go is heard.
    pub fn new(asked: &'s Connection, interrupt: &Interrupt) -> Self {
        let interrupt = interrupt.clone();
        interrupt.listen(|| std::process::exit(super::INTERRUPTED.into()));
        Self { asked, clouds: Vec::new(), interrupt }
    }

    /// Connects to the region that is asked for, or else that the file is meant for; says who that is there, once.
    ///
    /// # Errors
    /// When both are said and differ, as [`deploy::connect`], and when AWS does not know the caller.
    pub async fn open(&mut self, meant: Option<&str>, stack: &str, desk: &dyn Desk) -> Result<Cloud, Stop> {
        if let (Some(asked), Some(meant)) = (&self.asked.region, meant)
            && asked != meant
        {
            return Err(Stop::Refused(format!("the file is meant for {meant}, and --region says {asked}")));
        }
        let region = self.asked.region.clone().or_else(|| meant.map(str::to_owned));
        let is_there = |cloud: &&Cloud| region.as_ref().is_none_or(|region| *region == cloud.region);
        if let Some(cloud) = self.clouds.iter().find(is_there) {
            return Ok(cloud.clone());
        }
        let (profile, endpoint) = (self.asked.profile.clone(), self.asked.endpoint_url.clone());
        let mut cloud = deploy::connect(&Access { region, profile, endpoint, keys: None }, Pace::default()).await?;
        cloud.interrupt = self.interrupt.clone();
        deploy::introduce(&cloud, stack, desk).await?;
        self.clouds.push(cloud.clone());
        Ok(cloud)
    }
}

/// Whether a failure is about credentials, which has an exit status of its own.
pub fn is_about_credentials(failure: &Failure) -> bool {
    failure.kind == Kind::Credentials
}
