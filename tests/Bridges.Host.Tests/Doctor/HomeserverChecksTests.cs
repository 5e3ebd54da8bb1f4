using System.Net;
using System.Net.Sockets;
using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

public sealed class HomeserverChecksTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task A_homeserver_in_order_is_fine()
    {
        Assert.Equal(DoctorVerdict.Fine, (await _consultation.CheckOneAsync(new HomeserverReachableCheck())).Verdict);
    }

    [Fact]
    public async Task Nothing_listening_is_told()
    {
        _consultation.Url = $"http://127.0.0.1:{_consultation.Port}";

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck()), "Nothing listens at", "Start the homeserver");
    }

    [Fact]
    public async Task An_unknown_name_is_told()
    {
        _consultation.Url = "http://no-such-host.invalid";

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck()), "The name no-such-host.invalid is not known", "Correct homeserver.url");
    }

    [Fact]
    public async Task TLS_where_there_is_none_is_told()
    {
        _consultation.Url = _consultation.Homeserver.Url.ToString().Replace("http:", "https:", StringComparison.Ordinal);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck()), "speaks no TLS, and homeserver.url says https://", $"Set homeserver.url to http://127.0.0.1:{_consultation.Homeserver.Url.Port}");
    }

    [Fact]
    public async Task Silence_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _consultation.Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _consultation.Patience = TimeSpan.FromMilliseconds(300);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck()), "does not answer in time", "firewall");
    }

    [Theory]
    [InlineData(200, "<html>", "no Matrix homeserver")]
    [InlineData(404, "", "no Matrix homeserver")]
    [InlineData(200, """{"versions":7}""", "no Matrix homeserver")]
    [InlineData(502, "bad gateway", "down or failing")]
    public async Task What_is_no_homeserver_is_told(int status, string body, string problem)
    {
        _consultation.Homeserver.Answer("/_matrix/client/versions", status, body);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck()), problem, "");
    }

    [Theory]
    [InlineData("""["r0.6.1"]""", "It speaks Matrix r0")]
    [InlineData("""["v1.1","v1.3",{},"v1.x"]""", "It speaks Matrix v1.3")]
    public async Task An_old_homeserver_is_told(string versions, string problem)
    {
        _consultation.Homeserver.Answer("/_matrix/client/versions", 200, $$"""{"versions":{{versions}}}""");

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new HomeserverVersionCheck()), problem, "Update the homeserver");
    }

    [Theory]
    [InlineData(120, "behind the homeserver's")]
    [InlineData(-120, "ahead of the homeserver's")]
    public async Task Clocks_that_differ_are_told(int seconds, string problem)
    {
        _consultation.Homeserver.Date = TimeProvider.System.GetUtcNow().AddSeconds(seconds);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new ClockCheck()), problem, "set-ntp");
    }

    [Theory]
    [InlineData(401, """{"errcode":"M_UNKNOWN_TOKEN"}""", "the registration is not loaded", "app_service_config_files")]
    [InlineData(200, """{"user_id":"@_bridges_service:other.test"}""", "The homeserver is other.test", "server_name to other.test")]
    [InlineData(200, """{"user_id":"@irc:hs.test"}""", "It takes us for @irc:hs.test", "bridges registration")]
    [InlineData(200, """{"user_id":"@bridges:hs.test"}""", "is an older one, whose sender_localpart is the bot; today it is _bridges_service", "bridges registration")]
    [InlineData(200, "{}", "does not say who we are", "")]
    [InlineData(500, "", "status 500", "log")]
    public async Task A_registration_that_is_not_loaded_is_told(int status, string body, string problem, string mend)
    {
        _consultation.Homeserver.Answer("/_matrix/client/v3/account/whoami", status, body);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck()), problem, mend);
    }

    [Theory]
    [InlineData("/_matrix/client/v3/account/whoami", 401, "the companion registration is not loaded")]
    [InlineData("/_matrix/client/v3/account/whoami?user_id=@admin:hs.test", 403, "may not act as @admin:hs.test")]
    public async Task A_missing_companion_is_told(string path, int status, string problem)
    {
        _consultation.Homeserver.Answer(path, status, """{"errcode":"M_X","error":"no"}""");

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new DoublePuppetCheck()), problem, "app_service_config_files");
    }

    [Theory]
    [InlineData(400, """{"errcode":"M_URL_NOT_SET"}""", "has no url")]
    [InlineData(403, """{"errcode":"M_FORBIDDEN"}""", "does not belong to an application service with the id 'bridges'")]
    [InlineData(502, """{"errcode":"M_CONNECTION_FAILED"}""", "cannot connect to the url")]
    [InlineData(504, """{"errcode":"M_CONNECTION_TIMEOUT"}""", "runs into a timeout")]
    [InlineData(502, """{"errcode":"M_BAD_STATUS","status":403,"body":"{}"}""", "with another hs_token")]
    [InlineData(502, """{"errcode":"M_BAD_STATUS","status":404,"body":""}""", "Something else than this program answers")]
    [InlineData(502, """{"errcode":"M_BAD_STATUS"}""", "refuses it")]
    [InlineData(500, "oops", "answers 500")]
    public async Task A_ping_that_fails_is_explained(int status, string body, string problem)
    {
        _consultation.Homeserver.Answer("/_matrix/client/v1/appservice/bridges/ping", status, body);

        AssertWrong(await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck(), new PingCheck()), problem, "");
    }

    [Fact]
    public async Task A_homeserver_without_ping_is_no_problem()
    {
        _consultation.Homeserver.Answer("/_matrix/client/v1/appservice/bridges/ping", 404, """{"errcode":"M_UNRECOGNIZED"}""");

        Assert.Equal(DoctorVerdict.NotChecked, (await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck(), new PingCheck())).Verdict);
    }

    [Fact]
    public async Task Refused_and_small_uploads_are_told()
    {
        _consultation.Homeserver.Answer("/_matrix/media/v3/upload?filename=bridges-doctor.txt", 403, """{"errcode":"M_FORBIDDEN","error":"no media"}""");
        _consultation.Homeserver.Answer("/_matrix/client/v1/media/config", 200, """{"m.upload.size":1048576}""");

        var findings = await _consultation.CheckAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck(), new MediaCheck());

        AssertWrong(findings[0], "no media", "log");
        AssertWrong(findings[1], "1024 KiB only", "max_upload_size");
    }

    private static void AssertWrong(DoctorFinding finding, string problem, string mend)
    {
        Assert.Equal(DoctorVerdict.Wrong, finding.Verdict);
        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
        Assert.Contains(mend, finding.Mend, StringComparison.Ordinal);
        Assert.DoesNotContain("-token-for-tests", finding.ToString(), StringComparison.Ordinal);
    }
}
