//! The manual page is what the command line says about itself.
