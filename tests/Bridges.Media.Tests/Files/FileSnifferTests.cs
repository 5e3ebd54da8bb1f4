using System.Text;
using Bridges.Media.Files;

namespace Bridges.Media.Tests.Files;

public sealed class FileSnifferTests
{
    [Theory]
    [InlineData("<!DOCTYPE html><title>502</title>", "text/html")]
    [InlineData("  <HTML>", "text/html")]
    [InlineData("{\"errcode\":\"M_NOT_FOUND\"}", "application/json")]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("#!AMR\n", "audio/amr")]
    [InlineData("fLaC", "audio/flac")]
    [InlineData("just words", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void The_first_bytes_tell_the_kind(string head, string type) =>
        Assert.Equal(type, FileSniffer.Recognise(Encoding.UTF8.GetBytes(head)).MimeType);

    [Theory]
    [InlineData("heic", "image/heic")]
    [InlineData("avif", "image/avif")]
    [InlineData("qt  ", "video/quicktime")]
    [InlineData("M4A ", "audio/mp4")]
    [InlineData("isom", "video/mp4")]
    public void The_brand_tells_files_of_boxes_apart(string brand, string type) =>
        Assert.Equal(type, FileSniffer.Recognise(Encoding.Latin1.GetBytes($"\0\0\0\x18" + "ftyp" + brand + "\0\0\0\0")).MimeType);

    [Fact]
    public void No_beginning_of_a_file_is_too_short()
    {
        byte[] png = [0x89, .. "PNG\r\n\x1A\n\0\0\0\rIHDR"u8];
        byte[][] files = [png, [0xFF, 0xD8, 0xFF], [0xFF, 0xFB, 0x90, 0, 0, 0, 0], [.. "RIFF1234WEBPVP8X"u8], [.. "BM"u8], [0x1A, 0x45, 0xDF, 0xA3, 1]];
        Assert.All(files, file => Assert.All(Enumerable.Range(0, file.Length + 1), length => Assert.NotNull(FileSniffer.Recognise(file.AsSpan(0, length)))));
    }
}
