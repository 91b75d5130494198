//! Members, read for a viewer.
