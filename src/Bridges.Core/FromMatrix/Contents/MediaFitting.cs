using Bridges.Abstractions;
using Bridges.Core.Media;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Makes a file what a network takes: as its own kind, converted where that helps, else as a mere file; never refused while it is taken in any form.</summary>
internal sealed class MediaFitting(IMediaConverter converter)
{
    /// <exception cref="BridgeException">The network takes it in no form.</exception>
    public async Task<(MediaKind Kind, FormedFile File)> FitAsync(
        IAccount account, string networkName, MediaKind wanted, FormedFile file, MessageLimits limits, CancellationToken cancellationToken)
    {
        var kinds = ContentKinds.For(account, wanted);
        if (kinds.Count == 0)
        {
            throw BridgeException.Permanent($"{ContentKinds.Plural(wanted)} cannot be sent to {networkName}.");
        }

        foreach (var kind in kinds)
        {
            var rules = limits.Media.GetValueOrDefault(kind);
            if (rules is null || Fits(rules, file))
            {
                return (kind, await AsPlayableVoiceAsync(kind, rules, file, cancellationToken) ?? file);
            }

            if (kind != MediaKind.File && await ConvertAsync(kind, rules, file, cancellationToken) is { } converted && Fits(rules, converted))
            {
                return (kind, converted);
            }
        }

        var most = limits.Media.GetValueOrDefault(kinds[^1])?.MaximumSize;
        throw most < file.Description.Size
            ? MatrixFiles.TooLarge(file.Description.Size, most.Value)
            : BridgeException.Permanent($"{networkName} does not take files of this kind ({file.Description.ContentType}).");
    }

    /// <summary>What cannot be converted goes as it is.</summary>
    private async Task<FormedFile?> AsPlayableVoiceAsync(MediaKind kind, MediaRules? rules, FormedFile file, CancellationToken cancellationToken) =>
        kind == MediaKind.Voice && rules is { ContentTypes.Count: > 0 } && await OggVoices.IsOfAnotherKindAsync(file.Path, cancellationToken)
            && await ConvertAsync(kind, rules, file, cancellationToken) is { } converted && Fits(rules, converted)
            ? converted
            : null;

    private static bool Fits(MediaRules rules, FormedFile file)
    {
        var seen = file.Description;
        return (rules.ContentTypes.Count == 0 || rules.ContentTypes.Contains(seen.ContentType, StringComparer.OrdinalIgnoreCase))
            && !(seen.Size > rules.MaximumSize)
            && !(seen.Width + seen.Height > rules.MaximumSidesTogether)
            && !(RatioOf(seen) > rules.MaximumRatio)
            && (rules.Square is not { } side || (seen.Width == side && seen.Height == side));
    }

    private static double? RatioOf(MediaDescription file) =>
        file is { Width: > 0, Height: > 0 } ? (double)Math.Max(file.Width.Value, file.Height.Value) / Math.Min(file.Width.Value, file.Height.Value) : null;

    /// <summary>A picture that is too large or too long is sent whole, as a file, rather than smaller.</summary>
    private static bool IsBetterWhole(MediaRules rules, MediaDescription picture) =>
        picture.Width + picture.Height > rules.MaximumSidesTogether
        || RatioOf(picture) > rules.MaximumRatio
        || (picture.Size > rules.MaximumSize && rules.ContentTypes.Contains(picture.ContentType, StringComparer.OrdinalIgnoreCase));

    private async Task<FormedFile?> ConvertAsync(MediaKind kind, MediaRules rules, FormedFile file, CancellationToken cancellationToken)
    {
        if (kind == MediaKind.Image && IsBetterWhole(rules, file.Description))
        {
            return null;
        }

        var target = rules.ContentTypes is [var best, ..] ? best : file.Description.ContentType;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file.Path)!, "converted")).FullName;
            var conversion = new MediaConversion(target) { MaximumSize = rules.MaximumSize, Square = rules.Square is not null, MaximumSide = rules.Square };
            var converted = await converter.ConvertAsync(file.Path, conversion, folder, cancellationToken);
            var named = Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(file.Path), Bridges.Matrix.SafeFileNames.UsualExtension(converted.Description.ContentType)));
            File.Move(converted.Path, named, overwrite: true);
            return new FormedFile(named, converted.Description);
        }
        catch (MediaConversionException)
        {
            return null;
        }
    }
}
