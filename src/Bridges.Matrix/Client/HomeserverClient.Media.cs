using System.Net;

namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    private const string UnknownContent = "application/octet-stream";

    /// <param name="content">Read from where it stands; left open. Only a stream that can seek is sent again after "too many requests".</param>
    public Task<MxcUri> UploadAsync(UserId? actingAs, Stream content, string contentType, string? fileName, CancellationToken cancellationToken) =>
        UploadAsync(actingAs, new StreamBody(content, contentType), fileName, cancellationToken);

    public Task<MxcUri> UploadAsync(UserId? actingAs, ReadOnlyMemory<byte> content, string contentType, string? fileName, CancellationToken cancellationToken) =>
        UploadAsync(actingAs, new BytesBody(content, contentType), fileName, cancellationToken);

    /// <summary>Reserves an address before the file is there (MSC2246).</summary>
    public async Task<MediaSlot> CreateMediaAsync(UserId? actingAs, CancellationToken cancellationToken)
    {
        var call = HomeserverCall.Post(EscapedPath.Of($"/_matrix/media/v1/create").As(actingAs), ToBytes([]));
        var answer = await _transport.SendAsync(call, TransportJson.Default.UploadAnswer, cancellationToken);
        return new MediaSlot(answer.ContentUri, answer.UnusedExpiresAt is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null);
    }

    /// <summary>Uploads to an address that was reserved.</summary>
    public Task UploadToAsync(UserId? actingAs, MxcUri target, Stream content, string contentType, string? fileName, CancellationToken cancellationToken)
    {
        var path = WithFileName(EscapedPath.Of($"/_matrix/media/v3/upload/{target.ServerName}/{target.MediaId}").As(actingAs), fileName);
        var call = new HomeserverCall(HttpMethod.Put, path) { Media = true, Body = new StreamBody(content, contentType) };
        return _transport.SendAsync(call, cancellationToken);
    }

    /// <summary>Fetches a whole file, with the token where the homeserver knows authenticated media (MSC3916).</summary>
    /// <exception cref="MatrixException"><see cref="MatrixErrorCodes.TooLarge"/>: the file is longer than <paramref name="maxBytes"/>.</exception>
    public async Task<MediaFile> DownloadAsync(MxcUri file, long maxBytes, CancellationToken cancellationToken)
    {
        if (file.MediaId.Length == 0)
        {
            throw new ArgumentException($"'{file}' is not the address of a file.", nameof(file));
        }

        try
        {
            return await DownloadAsync(EscapedPath.Of($"/_matrix/client/v1/media/download/{file.ServerName}/{file.MediaId}"), maxBytes, cancellationToken);
        }
        catch (MatrixException old) when (old.Status == HttpStatusCode.NotFound || old.ErrorCode == MatrixErrorCodes.Unrecognized)
        {
            try
            {
                return await DownloadAsync(EscapedPath.Of($"/_matrix/media/v3/download/{file.ServerName}/{file.MediaId}"), maxBytes, cancellationToken);
            }
            catch (MatrixException) when (old.ErrorCode == MatrixErrorCodes.NotFound)
            {
                // The first answer came from a server that knows the path: it is the true one.
                throw old;
            }
        }
    }

    /// <summary>The largest file the homeserver takes, in bytes; null where it does not say.</summary>
    public async Task<long?> GetUploadLimitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await UploadLimitAsync(EscapedPath.Of($"/_matrix/client/v1/media/config"), cancellationToken);
        }
        catch (MatrixException old) when (old.Status == HttpStatusCode.NotFound || old.ErrorCode == MatrixErrorCodes.Unrecognized)
        {
            return await UploadLimitAsync(EscapedPath.Of($"/_matrix/media/v3/config"), cancellationToken);
        }
    }

    private static EscapedPath WithFileName(EscapedPath path, string? fileName) => fileName is null ? path : path.With("filename", fileName);

    private async Task<MxcUri> UploadAsync(UserId? actingAs, IRequestBody body, string? fileName, CancellationToken cancellationToken)
    {
        var path = WithFileName(EscapedPath.Of($"/_matrix/media/v3/upload").As(actingAs), fileName);
        var call = new HomeserverCall(HttpMethod.Post, path) { Media = true, Body = body };
        return (await _transport.SendAsync(call, TransportJson.Default.UploadAnswer, cancellationToken)).ContentUri;
    }

    private Task<MediaFile> DownloadAsync(EscapedPath path, long maxBytes, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HomeserverCall.Get(path) with { Media = true },
            async (response, token) =>
            {
                var bytes = await AnswerReader.ReadBytesAsync(response, maxBytes, token);
                var headers = response.Content.Headers;
                return new MediaFile(bytes, headers.ContentType?.MediaType ?? UnknownContent, headers.ContentDisposition?.FileNameStar ?? headers.ContentDisposition?.FileName?.Trim('"'));
            },
            cancellationToken);

    private async Task<long?> UploadLimitAsync(EscapedPath path, CancellationToken cancellationToken) =>
        (await _transport.SendAsync(HomeserverCall.Get(path), TransportJson.Default.MediaConfigAnswer, cancellationToken)).UploadSize;
}
