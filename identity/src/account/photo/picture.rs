//! Pixels.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder,
};

pub const MEDIA_TYPE: &str = "image/jpeg";
/// Of the square, in pixels.
const SIDE: u32 = 512;
const QUALITY: u8 = 85;
/// Of what is sent, in pixels.
const LONGEST_SIDE: u32 = 6_000;
/// Of what is decoded, in bytes: 16 million pixels of four.
const MEMORY: u64 = 64 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPicture {
    Unreadable,
    TooManyPixels,
}

/// The middle of a picture as a JPEG of at most [`SIDE`] pixels a side, upright, on white.
pub fn square(bytes: &[u8]) -> Result<Vec<u8>, NotAPicture> {
    let picture = read(bytes)?;
    let side = picture.width().min(picture.height());
    let (x, y) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    let picture = picture.crop_imm(x, y, side, side);
    let picture = if side > SIDE { picture.thumbnail_exact(SIDE, SIDE) } else { picture };
    let mut jpeg = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    on_white(&picture).write_with_encoder(encoder).map_err(|_| NotAPicture::Unreadable)?;
    Ok(jpeg)
}

fn read(bytes: &[u8]) -> Result<DynamicImage, NotAPicture> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| NotAPicture::Unreadable)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    if reader.format().is_none_or(|format| !known.contains(&format)) {
        return Err(NotAPicture::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NotAPicture::Unreadable)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_SIDE || decoder.total_bytes() > MEMORY {
        return Err(NotAPicture::TooManyPixels);
    }
    let turned = decoder.orientation().map_err(|_| NotAPicture::Unreadable)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| NotAPicture::Unreadable);
    let mut picture = picture.ok().filter(|it| it.width() > 0 && it.height() > 0);
    if let Some(picture) = &mut picture {
        picture.apply_orientation(turned);
    }
    picture.ok_or(NotAPicture::Unreadable)
}

/// What can be seen through is white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0.map(u16::from);
        let over = |colour: u16| {
            let mixed = (colour * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let half = |x, _| if x < width / 2 { Rgba([255, 0, 0, 255]) } else { Rgba([0; 4]) };
        let picture = DynamicImage::from(RgbaImage::from_fn(width, height, half));
        let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
        let mut bytes = Cursor::new(vec![]);
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn sides(bytes: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn the_middle_is_kept_as_a_square() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            assert_eq!(sides(&square(&encoded(900, 700, format)).unwrap()), (512, 512));
            assert_eq!(sides(&square(&encoded(90, 70, format)).unwrap()), (70, 70));
        }
        let kept = square(&encoded(100, 100, ImageFormat::Png)).unwrap();
        let kept = image::load_from_memory(&kept).unwrap().to_rgb8();
        assert!(kept.get_pixel(90, 50).0.iter().all(|it| *it > 245), "white, not black");
    }

    #[test]
    fn nothing_but_the_pixels_is_kept() {
        let mut told = encoded(64, 64, ImageFormat::Jpeg);
        // A comment, behind the start of the picture.
        let secret = b"52.37 N 4.89 E";
        let length = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
        let comment = [&[0xff, 0xfe], &length[..], secret].concat();
        told.splice(2..2, comment);
        let kept = square(&told).unwrap();
        assert!(!kept.windows(secret.len()).any(|some| some == secret));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let cut = &encoded(64, 64, ImageFormat::Png)[..60];
        for bytes in [&b""[..], b"<svg/>", b"GIF89a\x01\0\x01\0", b"\x89PNG\r\n\x1a\n", cut] {
            assert_eq!(square(bytes), Err(NotAPicture::Unreadable));
        }
        let wide = encoded(6_001, 1, ImageFormat::Png);
        assert_eq!(square(&wide), Err(NotAPicture::TooManyPixels));
    }
}
