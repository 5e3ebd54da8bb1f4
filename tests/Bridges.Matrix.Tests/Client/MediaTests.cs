using System.Net;

namespace Bridges.Matrix.Tests;

public sealed class MediaTests
{
    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_names_the_file()
    {
        _homeserver.Answers("""{"content_uri":"mxc://hs.test/abc"}""");

        var uri = await _homeserver.Client().UploadAsync(new UserId("@g:hs.test"), "bytes"u8.ToArray(), "image/png", "a b.png", Token);

        Assert.Equal(new MxcUri("mxc://hs.test/abc"), uri);
        Assert.Equal("/_matrix/media/v3/upload?user_id=%40g%3Ahs.test&filename=a%20b.png", _homeserver.Last.PathAndQuery);
        Assert.Equal("image/png", _homeserver.Last.ContentType);
        Assert.Equal("bytes"u8, _homeserver.Last.Body);
    }

    [Fact]
    public async Task Upload_is_sent_again_whole()
    {
        _homeserver
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}""", HttpStatusCode.TooManyRequests)
            .Answers("""{"content_uri":"mxc://hs.test/abc"}""");

        await _homeserver.Client().UploadAsync(null, "body"u8.ToArray(), "text/plain", null, Token);

        Assert.Equal(2, _homeserver.Requests.Count);
        Assert.All(_homeserver.Requests, request => Assert.Equal("body"u8, request.Body));
    }
}
