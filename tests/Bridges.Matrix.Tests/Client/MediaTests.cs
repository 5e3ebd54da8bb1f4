using System.Net;
using System.Text;

namespace Bridges.Matrix.Tests;

public sealed class MediaTests
{
    private static readonly MxcUri File = new("mxc://hs.test/abc");

    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_names_the_file()
    {
        _homeserver.Answers("""{"content_uri":"mxc://hs.test/abc"}""");

        var uri = await _homeserver.Client().UploadAsync(new UserId("@g:hs.test"), "bytes"u8.ToArray(), "image/png", "a b.png", Token);

        Assert.Equal(File, uri);
        Assert.Equal("/_matrix/media/v3/upload?user_id=%40g%3Ahs.test&filename=a%20b.png", _homeserver.Last.PathAndQuery);
        Assert.Equal("image/png", _homeserver.Last.ContentType);
        Assert.Equal("bytes"u8, _homeserver.Last.Body);
    }

    [Fact]
    public async Task Stream_is_sent_again_from_where_it_stood_and_stays_open()
    {
        _homeserver
            .Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}""", HttpStatusCode.TooManyRequests)
            .Answers("""{"content_uri":"mxc://hs.test/abc"}""");
        using var stream = new MemoryStream("headbody"u8.ToArray()) { Position = 4 };

        await _homeserver.Client().UploadAsync(null, stream, "text/plain", null, Token);

        Assert.All(_homeserver.Requests, request => Assert.Equal("body"u8, request.Body));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Stream_that_cannot_go_back_is_sent_once()
    {
        _homeserver.Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}""", HttpStatusCode.TooManyRequests);
        using var stream = new ForwardOnlyStream("body"u8.ToArray());

        await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().UploadAsync(null, stream, "text/plain", null, Token));

        Assert.Single(_homeserver.Requests);
    }

    [Fact]
    public async Task File_may_follow_its_address()
    {
        _homeserver.Answers("""{"content_uri":"mxc://hs.test/abc","unused_expires_at":1600000000000}""").Answers("{}");
        var client = _homeserver.Client();

        var slot = await client.CreateMediaAsync(null, Token);
        await client.UploadToAsync(null, slot.Uri, new MemoryStream("x"u8.ToArray()), "text/plain", null, Token);

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000), slot.ExpiresAt);
        Assert.Equal((HttpMethod.Put, "/_matrix/media/v3/upload/hs.test/abc"), (_homeserver.Last.Method, _homeserver.Last.PathAndQuery));
    }

    [Fact]
    public async Task Download_is_authenticated()
    {
        _homeserver.Answers(() => FileAnswer("hello"));

        var file = await _homeserver.Client().DownloadAsync(File, 100, Token);

        Assert.Equal("hello", Encoding.UTF8.GetString(file.Bytes.Span));
        Assert.Equal("text/plain", file.ContentType);
        Assert.Equal("/_matrix/client/v1/media/download/hs.test/abc", _homeserver.Last.PathAndQuery);
        Assert.NotNull(_homeserver.Last.Authorization);
    }

    [Fact]
    public async Task Download_falls_back_where_the_homeserver_is_old()
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, "M_UNRECOGNIZED").Answers(() => FileAnswer("hello"));

        var file = await _homeserver.Client().DownloadAsync(File, 100, Token);

        Assert.Equal(5, file.Bytes.Length);
        Assert.Equal("/_matrix/media/v3/download/hs.test/abc", _homeserver.Last.PathAndQuery);
    }

    [Fact]
    public async Task Missing_file_is_told_as_such()
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, "M_NOT_FOUND").Refuses(HttpStatusCode.NotFound, "M_UNRECOGNIZED");

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().DownloadAsync(File, 100, Token));

        Assert.Equal(MatrixErrorCodes.NotFound, refusal.ErrorCode);
    }

    [Fact]
    public async Task File_that_is_too_large_is_not_taken()
    {
        _homeserver.Answers(() => FileAnswer("hello"));

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().DownloadAsync(File, 4, Token));

        Assert.Equal(MatrixErrorCodes.TooLarge, refusal.ErrorCode);
    }

    [Theory]
    [InlineData("""{"m.upload.size":52428800}""", 52428800L)]
    [InlineData("{}", null)]
    public async Task Upload_limit_is_asked_for(string json, long? expected)
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, "M_UNRECOGNIZED").Answers(json);

        Assert.Equal(expected, await _homeserver.Client().GetUploadLimitAsync(Token));
    }

    private static HttpResponseMessage FileAnswer(string content) => new(HttpStatusCode.OK) { Content = new StringContent(content, Encoding.UTF8, "text/plain") };

    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
