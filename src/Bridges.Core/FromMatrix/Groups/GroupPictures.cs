using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Groups;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Brings a room's picture to its group: fetched, and made a JPEG of moderate size, which every network takes.</summary>
internal sealed class GroupPictures(MatrixFiles files, FileLimits limits, GroupDeeds groups, IMediaConverter converter)
{
    private const string Taken = "image/jpeg";
    private const int Side = 640;

    /// <param name="mxc">Where it lies; empty: the group is to have none.</param>
    /// <exception cref="BridgeException">The network refuses it, or it is no picture that can be read.</exception>
    public async Task SetAsync(RunningAccount account, ChatKey chat, MatrixEvent roomEvent, string mxc, CancellationToken cancellationToken)
    {
        if (mxc.Length == 0)
        {
            await groups.SetPictureAsync(account, chat, picture: null, cancellationToken);
            return;
        }

        if (!MxcUri.TryParse(mxc, out var uri))
        {
            throw BridgeException.Permanent("The picture's address is none of a homeserver's files.");
        }

        try
        {
            var content = new RoomMessageContent { MsgType = MessageTypes.Image, Body = "picture", Url = uri };
            var file = await files.FetchAsync(roomEvent.EventId, item: 0, content, limits.FromMatrix(roomEvent.Sender), progress: null, cancellationToken);
            await groups.SetPictureAsync(account, chat, await ToJpegAsync(file, cancellationToken), cancellationToken);
        }
        finally
        {
            files.Forget(roomEvent.EventId);
        }
    }

    private async Task<MediaFile> ToJpegAsync(FormedFile file, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file.Path)!, "converted")).FullName;
            var converted = await converter.ConvertAsync(file.Path, new MediaConversion(Taken) { MaximumSide = Side, FirstFrame = true }, folder, cancellationToken);
            return Picture(converted.Path, converted.Description);
        }
        catch (MediaConversionException) when (file.Description.ContentType == Taken)
        {
            // As it is: the network says what it makes of it.
            return Picture(file.Path, file.Description);
        }
        catch (MediaConversionException exception)
        {
            throw BridgeException.Permanent("The picture cannot be read.", inner: exception);
        }
    }

    private static MediaFile Picture(string path, MediaDescription seen) => new()
    {
        Path = path, Name = "picture.jpg", ContentType = Taken, Size = seen.Size, Width = seen.Width, Height = seen.Height,
    };
}
