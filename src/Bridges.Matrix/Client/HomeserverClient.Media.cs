namespace Bridges.Matrix;

public sealed partial class HomeserverClient
{
    public async Task<MxcUri> UploadAsync(
        UserId? actingAs, ReadOnlyMemory<byte> content, string contentType, string? fileName, CancellationToken cancellationToken)
    {
        var path = EscapedPath.Of($"/_matrix/media/v3/upload").As(actingAs ?? _self);
        path = fileName is null ? path : path.With("filename", fileName);
        var call = new HomeserverCall(HttpMethod.Post, path) { Media = true, Body = new BytesBody(content, contentType) };
        return (await _transport.SendAsync(call, TransportJson.Default.UploadAnswer, cancellationToken)).ContentUri;
    }
}
