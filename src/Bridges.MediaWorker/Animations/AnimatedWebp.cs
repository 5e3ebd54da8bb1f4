using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bridges.Media.Jobs;
using SkiaSharp;

namespace Bridges.MediaWorker.Animations;

/// <summary>
/// Writes an animated WebP (RIFF chunks VP8X, ANIM, ANMF) frame by frame: memory is two frames, whatever the length. A frame holds only the
/// rectangle that changed; a frame in which nothing changed makes the one before it last longer.
/// </summary>
internal sealed class AnimatedWebp : IFrameWriter
{
    private const int HeaderBytes = 44;
    private const int FrameHeaderBytes = 24;
    private const byte AlphaAndAnimation = 0x12;
    private const byte OverwriteAndKeep = 0x02;
    private const int LongestDuration = (1 << 24) - 1;

    private readonly FileStream output;
    private readonly SKSizeI size;
    private readonly long maxBytes;
    private readonly SKWebpEncoderOptions options;
    private readonly uint[] previous;
    private long durationAt;
    private int duration;
    private int frames;

    public AnimatedWebp(string path, SKSizeI size, int quality, long maxBytes)
    {
        this.size = size;
        this.maxBytes = maxBytes;
        options = new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality);
        previous = new uint[size.Width * size.Height];
        output = File.Create(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        "RIFF"u8.CopyTo(header);
        "WEBPVP8X"u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 10);
        header[20] = AlphaAndAnimation;
        Write24(header[24..], size.Width - 1);
        Write24(header[27..], size.Height - 1);
        "ANIM"u8.CopyTo(header[30..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[34..], 6);
        output.Write(header);
    }

    public void Add(SKPixmap frame, int milliseconds)
    {
        var changed = Changed(frame);
        if (changed.IsEmpty && frames > 0)
        {
            SetDuration(duration + milliseconds);
            return;
        }

        if (changed.IsEmpty)
        {
            // An animation may begin with nothing, but not without a frame.
            changed = new SKRectI(0, 0, Math.Min(2, size.Width), Math.Min(2, size.Height));
        }

        using var part = frame.ExtractSubset(changed);
        using var image = part?.Encode(options) ?? throw new JobRefusedException("a frame cannot be written");
        Write(changed, ImageChunks(image.AsSpan()), milliseconds);
        MemoryMarshal.Cast<byte, uint>(frame.GetPixelSpan<byte>()).CopyTo(previous);
        if (output.Length > maxBytes)
        {
            throw new JobRefusedException($"the result is larger than {maxBytes} bytes", WorkerErrors.TooLarge);
        }
    }

    public void Finish()
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)output.Length - 8);
        output.Position = 4;
        output.Write(length);
        output.Flush();
    }

    public void Dispose() => output.Dispose();

    private void Write(SKRectI place, ReadOnlySpan<byte> image, int milliseconds)
    {
        Span<byte> header = stackalloc byte[FrameHeaderBytes];
        "ANMF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], FrameHeaderBytes - 8 + image.Length);
        Write24(header[8..], place.Left / 2);
        Write24(header[11..], place.Top / 2);
        Write24(header[14..], place.Width - 1);
        Write24(header[17..], place.Height - 1);
        header[23] = OverwriteAndKeep;
        durationAt = output.Position + 20;
        output.Write(header);
        output.Write(image);
        frames++;
        SetDuration(milliseconds);
    }

    private void SetDuration(int milliseconds)
    {
        duration = Math.Min(milliseconds, LongestDuration);
        Span<byte> value = stackalloc byte[3];
        Write24(value, duration);
        output.Position = durationAt;
        output.Write(value);
        output.Position = output.Length;
    }

    /// <summary>The smallest rectangle, at even coordinates, in which anything differs from the frame before.</summary>
    private SKRectI Changed(SKPixmap frame)
    {
        var now = MemoryMarshal.Cast<byte, uint>(frame.GetPixelSpan<byte>());
        ReadOnlySpan<uint> then = previous;
        int top = 0, bottom = size.Height, left = size.Width, right = 0;
        while (top < bottom && Row(now, top).SequenceEqual(Row(then, top)))
        {
            top++;
        }

        if (top == bottom)
        {
            return SKRectI.Empty;
        }

        while (Row(now, bottom - 1).SequenceEqual(Row(then, bottom - 1)))
        {
            bottom--;
        }

        for (var y = top; y < bottom; y++)
        {
            ReadOnlySpan<uint> a = Row(now, y), b = Row(then, y);
            var first = a.CommonPrefixLength(b);
            if (first == size.Width)
            {
                continue;
            }

            left = Math.Min(left, first);
            var last = size.Width;
            while (last > right && a[last - 1] == b[last - 1])
            {
                last--;
            }

            right = Math.Max(right, last);
        }

        return new SKRectI(left & ~1, top & ~1, right, bottom);
    }

    private ReadOnlySpan<uint> Row(ReadOnlySpan<uint> pixels, int y) => pixels.Slice(y * size.Width, size.Width);

    /// <summary>The chunks of a still WebP's picture (ALPH, VP8, VP8L), without its header.</summary>
    private static ReadOnlySpan<byte> ImageChunks(ReadOnlySpan<byte> file) => file[12..16].SequenceEqual("VP8X"u8) ? file[30..] : file[12..];

    private static void Write24(Span<byte> at, int value)
    {
        at[0] = (byte)value;
        at[1] = (byte)(value >> 8);
        at[2] = (byte)(value >> 16);
    }
}
