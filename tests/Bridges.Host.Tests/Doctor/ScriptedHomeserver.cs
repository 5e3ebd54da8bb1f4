using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bridges.Host.Tests.Doctor;

/// <summary>A homeserver in good order, any of whose answers a test may replace.</summary>
internal sealed class ScriptedHomeserver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Dictionary<string, (int Status, string Body)> _answers = new(StringComparer.Ordinal)
    {
        ["/_matrix/client/versions"] = (200, """{"versions":["r0.6.1","v1.1","v1.11"]}"""),
        ["/_matrix/client/v3/account/whoami"] = (200, """{"user_id":"@_bridges_service:hs.test"}"""),
        ["/_matrix/client/v3/account/whoami?user_id=@admin:hs.test"] = (200, """{"user_id":"@admin:hs.test"}"""),
        ["/_matrix/client/v3/account/whoami?user_id=@_bridges_doctor:hs.test"] = (200, """{"user_id":"@_bridges_doctor:hs.test"}"""),
        ["/_matrix/client/v3/register"] = (400, """{"errcode":"M_USER_IN_USE","error":"taken"}"""),
        ["/_matrix/client/v3/createRoom?user_id=@_bridges_doctor:hs.test"] = (400, """{"errcode":"M_UNSUPPORTED_ROOM_VERSION","error":"no such version"}"""),
        ["/_matrix/client/v1/appservice/bridges/ping"] = (200, """{"duration_ms":3}"""),
        ["/_matrix/media/v3/upload?filename=bridges-doctor.txt"] = (200, """{"content_uri":"mxc://hs.test/x"}"""),
        ["/_matrix/client/v1/media/download/hs.test/x"] = (200, "bridges doctor"),
        ["/_matrix/client/v1/media/config"] = (200, """{"m.upload.size":52428800}"""),
    };

    private ScriptedHomeserver(ListenAddress address)
    {
        Url = address.LocalUrl;
        _application = HostServer.CreateBuilder(address).Build();
        _application.Run(AnswerAsync);
    }

    public Uri Url { get; }

    public DateTimeOffset? Date { get; set; }

    /// <summary>Who may read answers in a browser.</summary>
    public string? AllowedOrigin { get; set; } = "*";

    public static async Task<ScriptedHomeserver> StartAsync()
    {
        var server = new ScriptedHomeserver(new ListenAddress("127.0.0.1", Ports.Free()));
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A token that it does not know, whatever is asked with it.</summary>
    public string? UnknownToken { get; set; }

    /// <summary>Where pings go to, with the tests' hs_token; null where they end nowhere. A bridge that does not answer there changes nothing.</summary>
    public Uri? Pings { get; set; }

    public void Answer(string path, int status, string body) => _answers[path] = (status, body);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task PingAsync(HttpContext context)
    {
        if (Pings is null)
        {
            return;
        }

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { DefaultRequestHeaders = { Authorization = new("Bearer", Cli.Tokens.Hs) } };
        try
        {
            using var answer = await client.PostAsync(new Uri(Pings, "_matrix/app/v1/ping"), new StreamContent(context.Request.Body), context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            // Nobody listens there in this test.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value ?? "");
        var (status, body) = UnknownToken is { } unknown && context.Request.Headers.Authorization == $"Bearer {unknown}"
            ? (401, """{"errcode":"M_UNKNOWN_TOKEN","error":"Unrecognised access token"}""")
            : _answers.GetValueOrDefault(path, (404, """{"errcode":"M_UNRECOGNIZED","error":"unknown"}"""));
        context.Response.StatusCode = status;
        context.Response.Headers.AccessControlAllowOrigin = AllowedOrigin;
        if (Date is { } date)
        {
            context.Response.Headers.Date = date.ToString("R");
        }

        if (path.EndsWith("/ping", StringComparison.Ordinal) && status == 200)
        {
            await PingAsync(context);
        }

        await context.Response.WriteAsync(body);
    }
}
