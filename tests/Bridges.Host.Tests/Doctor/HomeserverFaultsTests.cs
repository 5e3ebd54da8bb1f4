namespace Bridges.Host.Tests.Doctor;

/// <summary>What is wrong with the homeserver or between it and us, through <c>bridges doctor</c>.</summary>
public sealed class HomeserverFaultsTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";
    private const string Ping = "/_matrix/client/v1/appservice/bridges/ping";
    private const string Renew = "Run 'bridges registration'";

    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Theory]
    [InlineData("/_matrix/client/versions", 502, "bad gateway", "the homeserver behind it is down or failing", "See the log of the homeserver")]
    [InlineData("/_matrix/client/versions", 200, "<html>", "is no Matrix homeserver", "Set homeserver.url to the homeserver's client API")]
    [InlineData("/_matrix/client/versions", 200, """{"versions":["r0.6.1","v1.3"]}""", "It speaks Matrix v1.3", "Update the homeserver")]
    [InlineData(WhoAmI, 401, """{"errcode":"M_UNKNOWN_TOKEN"}""", "It does not know appservice.as_token", Renew)]
    [InlineData(WhoAmI, 200, """{"user_id":"@_bridges_service:other.test"}""", "The homeserver is other.test; the configuration says hs.test", "Set homeserver.server_name to other.test")]
    [InlineData(WhoAmI, 200, """{"user_id":"@irc:hs.test"}""", "It takes us for @irc:hs.test", Renew)]
    [InlineData(WhoAmI + "?user_id=@admin:hs.test", 403, """{"errcode":"M_FORBIDDEN"}""", "The bridge may not act as @admin:hs.test", "the companion registration's namespace does not fit")]
    [InlineData(WhoAmI + "?user_id=@_bridges_doctor:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service cannot masquerade as this user (@_bridges_doctor:hs.test)."}""", "It does not let the bridge be @_bridges_doctor:hs.test", Renew)]
    [InlineData(Ping, 400, """{"errcode":"M_URL_NOT_SET"}""", "has no url", Renew)]
    [InlineData(Ping, 403, """{"errcode":"M_FORBIDDEN"}""", "does not belong to an application service with the id 'bridges'", Renew)]
    [InlineData(Ping, 502, """{"errcode":"M_CONNECTION_FAILED","error":"Connection was refused by other side"}""", "cannot connect to the url", "/_matrix/mau/live' must print {}")]
    [InlineData(Ping, 502, """{"errcode":"M_CONNECTION_FAILED","error":"[('SSL routines', '', 'wrong version number')]"}""", "finds no secure connection (TLS)", "write http:// in appservice.url")]
    [InlineData(Ping, 504, """{"errcode":"M_CONNECTION_TIMEOUT"}""", "runs into a timeout", "Look for a firewall")]
    [InlineData(Ping, 502, """{"errcode":"M_BAD_STATUS","status":403,"body":"{}"}""", "with another hs_token", Renew)]
    [InlineData(Ping, 502, """{"errcode":"M_BAD_STATUS","status":404,"body":"{\"errcode\":\"M_UNRECOGNIZED\"}"}""", "but at a wrong path", "without anything behind it")]
    [InlineData(Ping, 502, """{"errcode":"M_BAD_STATUS","status":404,"body":"nginx"}""", "Something else than this program answers", "a reverse proxy must pass everything")]
    [InlineData(Ping, 500, "oops", "answers 500", "See the homeserver's log")]
    [InlineData("/_matrix/media/v3/upload?filename=bridges-doctor.txt", 403, """{"errcode":"M_FORBIDDEN","error":"no media"}""", "It refuses an upload: 403 M_FORBIDDEN (no media)", "See the homeserver's log")]
    [InlineData("/_matrix/client/v1/media/config", 200, """{"m.upload.size":1048576}""", "It takes files of up to 1024 KiB only", "max_upload_size: 100M")]
    public async Task A_wrong_answer_is_told_with_its_mend(string path, int status, string body, string problem, string mend)
    {
        _consultation.Homeserver.Answer(path, status, body);

        (await VisitAsync()).AssertFound(problem, mend);
    }

    [Fact]
    public async Task A_homeserver_that_is_not_there_is_told()
    {
        _consultation.Url = $"http://127.0.0.1:{TestBeds.Ports.Free()}";

        (await VisitAsync()).AssertFound("Nothing listens at", "Start the homeserver");
    }

    [Fact]
    public async Task A_homeserver_that_listens_at_the_other_loopback_address_is_found()
    {
        _consultation.Url = $"http://[::1]:{_consultation.Homeserver.Url.Port}";

        (await VisitAsync()).AssertFound($"but a homeserver does at {_consultation.Homeserver.Url}", $"Set homeserver.url to http://127.0.0.1:{_consultation.Homeserver.Url.Port}");
    }

    [Theory]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task A_clock_that_is_off_is_told(int seconds)
    {
        _consultation.Homeserver.Date = TimeProvider.System.GetUtcNow().AddSeconds(seconds);

        (await VisitAsync()).AssertFound("the homeserver's, so messages would be dated", "timedatectl set-ntp true");
    }

    [Fact]
    public async Task An_address_of_ours_that_nobody_answers_at_is_told()
    {
        _consultation.AppserviceUrl = $"http://127.0.0.1:{TestBeds.Ports.Free()}";
        _consultation.Homeserver.Answer(Ping, 502, """{"errcode":"M_CONNECTION_FAILED","error":"refused"}""");

        var visit = await VisitAsync();

        visit.AssertFound("The homeserver cannot connect to the url in its registration", "Set appservice.url to an address that it reaches");
        visit.AssertNotTold("It cannot be reached from this machine");
    }

    [Fact]
    public async Task An_address_that_only_the_homeserver_reaches_is_no_fault()
    {
        _consultation.AppserviceUrl = $"http://127.0.0.1:{TestBeds.Ports.Free()}";

        (await VisitAsync()).AssertNotTold("WRONG  appservice.url");
    }

    [Fact]
    public async Task An_address_of_ours_at_which_another_answers_is_told()
    {
        await using var other = await ScriptedHomeserver.StartAsync();
        other.Answer("/_matrix/mau/live", 200, "{}");
        _consultation.AppserviceUrl = other.Url.ToString();

        (await VisitAsync()).AssertFound("Something else answers there", "Set appservice.url");
    }

    [Fact]
    public async Task TLS_in_our_address_where_there_is_none_is_told_apart_from_a_refusal()
    {
        _consultation.AppserviceUrl = $"https://127.0.0.1:{_consultation.Port}";
        _consultation.Homeserver.Answer(Ping, 502, """{"errcode":"M_CONNECTION_FAILED","error":"Failed to connect"}""");

        var visit = await VisitAsync();

        visit.AssertFound("The homeserver finds no secure connection (TLS)", "write http:// in appservice.url");
        visit.AssertNotTold("There is no secure connection to it");
    }

    private Task<Visit> VisitAsync()
    {
        _consultation.Configure();
        return Visit.PayAsync(_consultation.ConfigFile);
    }
}
