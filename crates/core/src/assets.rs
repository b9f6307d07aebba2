//! The only door to images: the builder opens it on the disk, tests in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::image::{Image, ImageFault};

/// Gives images by their path relative to the library's root, with `/` and
/// without `..`.
pub trait Assets: Sync {
    /// The image at a path, decoded far enough to know that it is whole.
    fn image(&self, path: &str) -> Result<Arc<Image>, AssetFault>;
}

/// Why an image cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetFault {
    /// There is no such file.
    Missing,
    /// The file lies outside the library's root, also through a symlink.
    Outside,
    /// The file exists and cannot be read: the system's reason.
    Unreadable(String),
    /// The file was read and is not an image that we take.
    Image(ImageFault),
}

/// Images in memory.
#[derive(Default)]
pub struct MemoryAssets {
    images: BTreeMap<String, Vec<u8>>,
}

impl MemoryAssets {
    /// No images.
    pub fn new() -> MemoryAssets {
        MemoryAssets::default()
    }

    /// Adds an image file.
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> MemoryAssets {
        self.images.insert(path.to_owned(), bytes.into());
        self
    }
}

impl Assets for MemoryAssets {
    fn image(&self, path: &str) -> Result<Arc<Image>, AssetFault> {
        let bytes = self.images.get(path).ok_or(AssetFault::Missing)?;
        Image::read(path, bytes.clone())
            .map(Arc::new)
            .map_err(AssetFault::Image)
    }
}
