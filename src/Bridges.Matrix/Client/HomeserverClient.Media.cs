using System.Net;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    private static readonly TimeSpan ReservationHolds = TimeSpan.FromHours(1);

    private bool _hasOldMediaOnly;

    /// <summary>Uploads bytes that are at hand already, such as a profile picture.</summary>
    public async Task<MxcUri> UploadAsync(
        UserId? actingAs, ReadOnlyMemory<byte> content, string contentType, string? fileName, CancellationToken cancellationToken) =>
        await UploadAsync(actingAs, new BytesBody(content, contentType), fileName, cancellationToken);

    /// <summary>Uploads a file, read from disk as it goes.</summary>
    /// <param name="path">Must not change meanwhile.</param>
    /// <param name="progress">Told how many bytes have gone.</param>
    public async Task<MxcUri> UploadFileAsync(
        UserId? actingAs, string path, string contentType, string? fileName, CancellationToken cancellationToken, IProgress<long>? progress = null) =>
        await UploadAsync(actingAs, new FileBody(path, contentType, progress), fileName, cancellationToken);

    /// <summary>Reserves an address to which a file is uploaded later (MSC2246); null: this homeserver cannot.</summary>
    public async Task<MediaReservation?> ReserveMediaAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/media/v1/create").As(actingAs ?? _self);
        try
        {
            var answer = await _transport.SendAsync(HomeserverCall.Post(path, ToBytes([])), TransportJson.Default.ReservationAnswer, cancellationToken);
            var expires = answer.UnusedExpiresAt is > 0 and < MediaReservation.LastMillisecond and var instant
                ? DateTimeOffset.FromUnixTimeMilliseconds(instant)
                : _time.GetUtcNow() + ReservationHolds;
            return new MediaReservation(answer.ContentUri, expires);
        }
        catch (MatrixException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden || refusal.ErrorCode == MatrixErrorCodes.Unrecognized)
        {
            return null;
        }
    }

    /// <summary>Puts a file at the address that was reserved for it. Does nothing where a file lies there already: an upload whose answer was lost.</summary>
    /// <param name="progress">Told how many bytes have gone.</param>
    public async Task UploadReservedAsync(
        UserId? actingAs, MxcUri address, string path, string contentType, string? fileName, CancellationToken cancellationToken, IProgress<long>? progress = null)
    {
        var target = EscapedPath.Of($"/_matrix/media/v3/upload/{address.Server}/{address.MediaId}").As(actingAs ?? _self);
        target = fileName is null ? target : target.With("filename", fileName);
        try
        {
            await _transport.SendAsync(new HomeserverCall(HttpMethod.Put, target) { Media = true, Idempotent = true, Body = new FileBody(path, contentType, progress) }, cancellationToken);
        }
        catch (MatrixException there) when (there.ErrorCode == MatrixErrorCodes.CannotOverwriteMedia)
        {
        }
    }

    /// <summary>
    /// Writes a file of the media store to disk, as it comes. Anything but the whole file is a failure, and leaves nothing behind: an
    /// error page is no picture.
    /// </summary>
    /// <param name="maxBytes">What is longer is not read to its end.</param>
    /// <param name="progress">Told how many bytes are there; anew from the beginning at each try.</param>
    /// <returns>What the homeserver says it is, which its sender said; null where it says nothing.</returns>
    /// <exception cref="MatrixException">With <see cref="MatrixErrorCodes.TooLarge"/> where it is longer.</exception>
    public async Task<string?> DownloadAsync(MxcUri file, string path, long maxBytes, CancellationToken cancellationToken, IProgress<long>? progress = null)
    {
        if (!MxcUri.TryParse(file.Value, out _))
        {
            throw new MatrixException(HttpStatusCode.NotFound, MatrixErrorCodes.NotFound, "The address names no file.");
        }

        if (!_hasOldMediaOnly)
        {
            try
            {
                return await _transport.DownloadAsync(EscapedPath.Of($"/_matrix/client/v1/media/download/{file.Server}/{file.MediaId}"), path, maxBytes, progress, cancellationToken);
            }
            catch (MatrixException old) when (old.ErrorCode == MatrixErrorCodes.Unrecognized || old is { Status: HttpStatusCode.NotFound, HasErrorCode: false })
            {
                // Before version 1.11 of the specification.
            }
        }

        var found = await _transport.DownloadAsync(EscapedPath.Of($"/_matrix/media/v3/download/{file.Server}/{file.MediaId}"), path, maxBytes, progress, cancellationToken);
        _hasOldMediaOnly = true;
        return found;
    }

    /// <summary>The largest file that the homeserver takes, in bytes; null where it does not say.</summary>
    public async Task<long?> GetUploadLimitAsync(CancellationToken cancellationToken)
    {
        foreach (var path in new[] { EscapedPath.Of($"/_matrix/client/v1/media/config"), EscapedPath.Of($"/_matrix/media/v3/config") })
        {
            try
            {
                var answer = await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.JsonElement, cancellationToken);
                return TolerantFields.Of(answer)?.Count("m.upload.size");
            }
            catch (MatrixException missing) when (missing.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest)
            {
            }
        }

        return null;
    }

    private async Task<MxcUri> UploadAsync(UserId? actingAs, IRequestBody body, string? fileName, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/media/v3/upload").As(actingAs ?? _self);
        path = fileName is null ? path : path.With("filename", fileName);
        var call = new HomeserverCall(HttpMethod.Post, path) { Media = true, Body = body };
        return (await _transport.SendAsync(call, TransportJson.Default.UploadAnswer, cancellationToken)).ContentUri;
    }
}
