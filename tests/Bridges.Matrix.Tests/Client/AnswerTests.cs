using System.Net;
using System.Text;

namespace Bridges.Matrix.Tests;

public sealed class AnswerTests
{
    private readonly ScriptedHomeserver _homeserver = new()
    {
        Options = new HomeserverOptions
        {
            Url = new Uri("http://hs.test/behind/"),
            Token = ScriptedHomeserver.Token,
            RequestTimeout = HastyTimeProvider.NeverFires,
            MaxAnswerBytes = 1000,
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_of_a_web_server_is_told_from_a_homeserver()
    {
        _homeserver.Answers("<html>It works!</html>");

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().WhoAmIAsync(null, Token));

        Assert.Equal(MatrixErrorCodes.NotJson, refusal.ErrorCode);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"user_id":5}""")]
    [InlineData("""{"user_id":null}""")]
    [InlineData("")]
    public async Task Answer_of_another_shape_is_an_error(string json)
    {
        _homeserver.Answers(json);

        await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().WhoAmIAsync(null, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endless_answer_is_not_read_to_its_end(bool lengthIsAnnounced)
    {
        var endless = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"user_id":"{{new string('x', 100_000)}}"}"""));
        _homeserver.Answers(() => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(endless) { Headers = { ContentLength = lengthIsAnnounced ? endless.Length : null } },
        });

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().WhoAmIAsync(null, Token));

        Assert.Equal(MatrixErrorCodes.TooLarge, refusal.ErrorCode);
    }

    [Fact]
    public async Task Homeserver_may_live_below_a_path()
    {
        _homeserver.Answers("""{"user_id":"@bot:hs.test"}""");

        Assert.Equal(new UserId("@bot:hs.test"), await _homeserver.Client().WhoAmIAsync(null, Token));
        Assert.Equal("/behind/_matrix/client/v3/account/whoami", _homeserver.Last.PathAndQuery);
    }

    [Fact]
    public async Task Error_keeps_code_status_and_body()
    {
        _homeserver.Answers("""{"errcode":"M_BAD_STATUS","error":"Ping failed","status":418,"body":"teapot"}""", HttpStatusCode.BadGateway);

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().PingAsync("bridges", "t", Token));

        Assert.Equal((HttpStatusCode.BadGateway, MatrixErrorCodes.BadStatus), (refusal.Status, refusal.ErrorCode));
        Assert.Contains("teapot", refusal.Body, StringComparison.Ordinal);
        Assert.Single(_homeserver.Requests);
    }

    [Fact]
    public async Task Long_error_page_is_cut()
    {
        _homeserver.Answers(new string('x', 50_000), HttpStatusCode.InternalServerError);

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => _homeserver.Client().WhoAmIAsync(null, Token));

        Assert.Equal(2000, refusal.Body!.Length);
    }
}
