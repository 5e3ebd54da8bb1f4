using System.Net;
using Bridges.TestBeds;

namespace Bridges.Matrix.Tests;

public sealed class FileTransferTests : IDisposable
{
    private static readonly MxcUri Address = new("mxc://other.test/abc");

    private readonly ScriptedHomeserver _homeserver = new();
    private readonly TempFolder _folder = TempFolder.Create("matrix");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder.Path, "target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_is_fetched_with_the_token()
    {
        _homeserver.Answers(() => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("image/png") { CharSet = "x" } } },
        });

        Assert.Equal("image/png", await DownloadAsync(3));

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal("/_matrix/client/v1/media/download/other.test/abc", _homeserver.Last.PathAndQuery);
        Assert.Equal($"Bearer {ScriptedHomeserver.Token}", _homeserver.Last.Authorization);
    }

    [Fact]
    public async Task Older_homeserver_is_asked_in_the_old_way_from_then_on()
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, MatrixErrorCodes.Unrecognized)
            .Answers(() => Whole([1])).Answers(() => Whole([2]));
        var client = _homeserver.Client();

        await client.DownloadAsync(Address, Target, 10, Token);
        await client.DownloadAsync(Address, Target, 10, Token);

        Assert.Equal("/_matrix/media/v3/download/other.test/abc", _homeserver.Last.PathAndQuery);
        Assert.Equal(3, _homeserver.Requests.Count);
    }

    [Fact]
    public async Task Error_page_is_no_file()
    {
        _homeserver.Answers("""{"errcode":"M_NOT_FOUND","error":"Not found"}""", HttpStatusCode.NotFound);

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => DownloadAsync(1000));

        Assert.Equal(MatrixErrorCodes.NotFound, refusal.ErrorCode);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Answer_without_a_file_is_no_file()
    {
        _homeserver.Answers(() => new HttpResponseMessage(HttpStatusCode.NoContent));

        await Assert.ThrowsAsync<MatrixException>(() => DownloadAsync(1000));
        Assert.False(File.Exists(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Larger_file_is_not_read_to_its_end(bool announced)
    {
        _homeserver.Answers(() =>
        {
            var answer = Whole(new byte[200_000]);
            answer.Content.Headers.ContentLength = announced ? 200_000 : null;
            return answer;
        });

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => DownloadAsync(100_000));

        Assert.Equal(MatrixErrorCodes.TooLarge, refusal.ErrorCode);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task File_that_breaks_off_is_fetched_again()
    {
        _homeserver.Answers(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream()) }).Answers(() => Whole([7, 8]));

        await DownloadAsync(1000);

        Assert.Equal([7, 8], await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task File_is_uploaded_from_disk_again_and_again()
    {
        await File.WriteAllTextAsync(Target, "content", Token);
        _homeserver.Answers("""{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}""", HttpStatusCode.TooManyRequests).Answers("""{"content_uri":"mxc://hs.test/abc"}""");

        Assert.Equal(new MxcUri("mxc://hs.test/abc"), await _homeserver.Client().UploadFileAsync(null, Target, "text/plain", "a.txt", Token));

        Assert.All(_homeserver.Requests, request => Assert.Equal("content"u8, request.Body));
        Assert.Equal("text/plain", _homeserver.Last.ContentType);
    }

    [Fact]
    public async Task Address_is_reserved_and_filled_later()
    {
        await File.WriteAllTextAsync(Target, "content", Token);
        _homeserver.Answers("""{"content_uri":"mxc://hs.test/later","unused_expires_at":1800000000000}""").Answers("{}")
            .Refuses(HttpStatusCode.Conflict, MatrixErrorCodes.CannotOverwriteMedia);
        var client = _homeserver.Client();

        var reserved = (await client.ReserveMediaAsync(new UserId("@g:hs.test"), Token))!;
        await client.UploadReservedAsync(new UserId("@g:hs.test"), reserved.Address, Target, "text/plain", "a b.txt", Token);
        // A repeat after a lost answer.
        await client.UploadReservedAsync(new UserId("@g:hs.test"), reserved.Address, Target, "text/plain", "a b.txt", Token);

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1800000000000), reserved.Expires);
        Assert.Equal("/_matrix/media/v3/upload/hs.test/later?user_id=%40g%3Ahs.test&filename=a%20b.txt", _homeserver.Last.PathAndQuery);
        Assert.Equal((HttpMethod.Put, "content"), (_homeserver.Last.Method, System.Text.Encoding.UTF8.GetString(_homeserver.Last.Body)));
    }

    [Fact]
    public async Task Homeserver_that_reserves_nothing_says_so()
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, MatrixErrorCodes.Unrecognized);

        Assert.Null(await _homeserver.Client().ReserveMediaAsync(null, Token));
    }

    [Theory]
    [InlineData("""{"m.upload.size":52428800}""", 52428800L)]
    [InlineData("{}", null)]
    [InlineData("""{"m.upload.size":"big"}""", null)]
    [InlineData("""{"m.upload.size":-1}""", null)]
    public async Task Upload_limit_is_what_the_homeserver_says(string answer, long? limit)
    {
        _homeserver.Refuses(HttpStatusCode.NotFound, MatrixErrorCodes.Unrecognized).Answers(answer);

        Assert.Equal(limit, await _homeserver.Client().GetUploadLimitAsync(Token));
    }

    private Task<string?> DownloadAsync(long maxBytes) => _homeserver.Client().DownloadAsync(Address, Target, maxBytes, Token);

    private static HttpResponseMessage Whole(byte[] bytes) => new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(bytes)) };

    private sealed class BreakingStream : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
            {
                throw new IOException("The connection broke.");
            }

            _read = true;
            return ValueTask.FromResult(5);
        }
    }
}
