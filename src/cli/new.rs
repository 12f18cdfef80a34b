//! `infrac new`: a folder with a file that builds.

use super::args::New;
use super::{Outcome, files, report};
use std::fs;
use std::io::{self, Write};

const IGNORED: &str = "# Templates are made from the .infra files.\n/build/\n";
const EDITOR: &str = "root = true\n\n[*.infra]\ncharset = utf-8\nend_of_line = lf\nindent_style = space\nindent_size = 2\ninsert_final_newline = true\n";

const NO_NAME: &str =
    "a stack's name starts with a letter and has lowercase letters, digits and single hyphens, at most 40 of them";

/// Makes the folder; touches nothing that is there already.
pub fn run(arguments: &New) -> io::Result<Outcome> {
    let Some(name) = arguments.name.file_name().and_then(|name| name.to_str()).filter(|name| is_name(name)) else {
        return report::refuse(NO_NAME);
    };
    fs::create_dir(&arguments.name).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            io::Error::new(error.kind(), format!("{}: exists already; nothing was changed", arguments.name.display()))
        }
        _ => files::with_path(&error, &arguments.name),
    })?;
    let file = format!("{name}.infra");
    for (path, text) in [(file.as_str(), first_file(name).as_str()), (".gitignore", IGNORED), (".editorconfig", EDITOR)]
    {
        files::write(&arguments.name.join(path), &|out| out.write_all(text.as_bytes()))?;
    }
    let path = arguments.name.join(&file);
    writeln!(io::stdout(), "made {}\nnext: infrac build {}", path.display(), path.display())?;
    Ok(Outcome::Done)
}

/// A name that serves as the stack's and, with something behind it, as a bucket's.
fn is_name(name: &str) -> bool {
    let parts = name
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
    parts && name.len() <= 40 && name.as_bytes()[0].is_ascii_alphabetic()
}

fn first_file(name: &str) -> String {
    format!(
        "# A private place for files, and a role that may read and write there.\nstack {name} < description = \"A first stack\" >\n\n\
         bucket {name}-files as files < name = generated >\n\nrole {name}-web trusts ec2 <\n  allow \"s3:GetObject\", \"s3:PutObject\" on files\n>\n"
    )
}
