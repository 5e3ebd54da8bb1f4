using System.Text;
using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>Takes files for what their first word says they are: "image/png 30x20 …"; and knows Ogg.</summary>
internal sealed class ScriptedConverter : IMediaConverter
{
    /// <summary>Whether nothing can be converted.</summary>
    public bool IsBroken { get; set; }

    public async Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (bytes.AsSpan().StartsWith("OggS"u8))
        {
            return new MediaDescription { ContentType = "audio/ogg", Size = bytes.Length };
        }

        var words = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 200))).Split(' ');
        if (words.Length < 2 || !words[0].Contains('/', StringComparison.Ordinal))
        {
            throw new MediaConversionException("It is nothing that is known.");
        }

        var size = words[1].Split('x').Select(side => int.TryParse(side, out var pixels) ? pixels : 0).Where(pixels => pixels > 0).ToArray();
        return new MediaDescription
        {
            ContentType = words[0],
            Size = bytes.Length,
            Width = size.Length == 2 ? size[0] : null,
            Height = size.Length == 2 ? size[1] : null,
            Duration = words[0].StartsWith("image/", StringComparison.Ordinal) ? null : TimeSpan.FromSeconds(3),
            IsAnimated = words.Contains("moving"),
            Waveform = words[0].StartsWith("audio/", StringComparison.Ordinal) ? [1, 2, 3] : [],
        };
    }

    public async Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new MediaConversionException("It cannot be converted.");
        }

        var moving = (await File.ReadAllTextAsync(path, cancellationToken)).Contains("moving", StringComparison.Ordinal) && !conversion.FirstFrame;
        var target = Path.Combine(folder, $"converted{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(target, $"{conversion.ContentType} {conversion.MaximumSide ?? 10}x{conversion.MaximumSide ?? 10} {(moving ? "moving" : "still")}", cancellationToken);
        return new ConvertedMedia(target, await DescribeAsync(target, cancellationToken));
    }
}
