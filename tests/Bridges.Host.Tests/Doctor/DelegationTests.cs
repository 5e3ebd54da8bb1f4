namespace Bridges.Host.Tests.Doctor;

/// <summary>Where the server's name leads, through <c>bridges doctor</c>; a second server stands for the name's own web site.</summary>
public sealed class DelegationTests : IAsyncLifetime
{
    private const string Client = "/.well-known/matrix/client";
    private const string Server = "/.well-known/matrix/server";
    private const string Key = "/_matrix/key/v2/server";
    private const string Versions = "/_matrix/client/versions";

    private Consultation _consultation = null!;
    private ScriptedHomeserver _site = null!;

    private string Homeserver => _consultation.Homeserver.Url.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        _consultation = await Consultation.BeginAsync();
        _consultation.Homeserver.Answer(Key, 200, """{"server_name":"hs.test"}""");
        _site = await ScriptedHomeserver.StartAsync();
        _site.Answer(Versions, 404, "no homeserver");
        _site.Answer(Client, 200, $$$"""{"m.homeserver":{"base_url":"{{{Homeserver}}}"}}""");
        _site.Answer(Server, 200, $$"""{"m.server":"{{_consultation.Homeserver.Url.Authority}}"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _consultation.DisposeAsync();
    }

    [Fact]
    public async Task A_name_that_leads_to_the_homeserver_is_fine()
    {
        var visit = await VisitAsync();

        visit.AssertFine($"{_site.Url}.well-known/matrix/client leads to {Homeserver}");
        visit.AssertFine($"{_site.Url}.well-known/matrix/server leads to {_consultation.Homeserver.Url.Authority}");
    }

    [Fact]
    public async Task A_name_that_is_the_homeserver_s_own_needs_nothing()
    {
        _site.Answer(Client, 404, "");
        _site.Answer(Server, 404, "");
        _site.Answer(Versions, 200, """{"versions":["v1.11"]}""");

        var visit = await VisitAsync();

        visit.AssertFine($"{_site.Url} is the homeserver's own address");
        visit.AssertNotTold($"WRONG  {_site.Url}");
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(503, "down")]
    public async Task Nothing_for_clients_is_told_where_the_name_itself_is_no_homeserver(int status, string body)
    {
        _site.Answer(Client, status, body);

        (await VisitAsync()).AssertFound("clients do not find the homeserver by its name", """{"m.homeserver": {"base_url": "https://ADDRESS-OF-hs.test"}}""");
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"m.homeserver":7}""")]
    [InlineData("""{"m.homeserver":{"base_url":"matrix.hs.test"}}""")]
    [InlineData("""{"m.homeserver":{"base_url":"ftp://hs.test"}}""")]
    [InlineData("""{"m.homeserver":{"base_url":"http:///"}}""")]
    public async Task No_address_for_clients_is_told(string body)
    {
        _site.Answer(Client, 200, body);

        (await VisitAsync()).AssertFound("no valid 'm.homeserver.base_url'", "Publish there, as JSON");
    }

    [Fact]
    public async Task An_address_for_clients_where_no_homeserver_is_is_told()
    {
        _site.Answer(Client, 200, $$$"""{"m.homeserver":{"base_url":"{{{_site.Url}}}"}}""");

        (await VisitAsync()).AssertFound($"It sends clients to {_site.Url}, where no homeserver answers", "Publish there, as JSON");
    }

    [Fact]
    public async Task Another_homeserver_for_clients_is_told()
    {
        _consultation.Homeserver.Answer(Key, 200, """{"server_name":"other.test"}""");

        (await VisitAsync()).AssertFound($"It sends clients to {Homeserver}/, which is other.test and not hs.test", "Publish there, as JSON");
    }

    [Fact]
    public async Task A_homeserver_that_tells_clients_no_name_is_taken_as_it_is()
    {
        _consultation.Homeserver.Answer(Key, 404, "");

        (await VisitAsync()).AssertFine($"{_site.Url}.well-known/matrix/client leads to");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"m.server":""}""")]
    [InlineData("""{"m.server":"https://hs.test/x"}""")]
    [InlineData("""{"m.server":"a b"}""")]
    [InlineData("""{"m.server":"user@hs.test"}""")]
    public async Task No_address_for_other_servers_is_told(string body)
    {
        _site.Answer(Server, 200, body);

        (await VisitAsync()).AssertFound("no valid 'm.server'", "ADDRESS-OF-hs.test:443");
    }

    [Fact]
    public async Task An_address_for_other_servers_where_no_key_is_is_told()
    {
        _site.Answer(Server, 200, $$"""{"m.server":"{{_site.Url.Authority}}"}""");

        (await VisitAsync()).AssertFound($"It sends other servers to {_site.Url.Authority}, where no homeserver tells its key", "ADDRESS-OF-hs.test:443");
    }

    [Fact]
    public async Task Another_homeserver_for_other_servers_is_told()
    {
        _consultation.Homeserver.Answer(Key, 200, """{"server_name":"other.test"}""");

        (await VisitAsync()).AssertFound("It sends other servers to", "ADDRESS-OF-hs.test:443");
    }

    [Fact]
    public async Task A_name_that_cannot_be_looked_at_from_here_is_no_fault()
    {
        _consultation.Configure();

        var visit = await Visit.PayAsync(_consultation.ConfigFile, "--well-known", $"http://127.0.0.1:{TestBeds.Ports.Free()}");

        Assert.Contains("/.well-known/matrix/client: it cannot be looked at from here", visit.Output, StringComparison.Ordinal);
    }

    private Task<Visit> VisitAsync()
    {
        _consultation.Configure();
        return Visit.PayAsync(_consultation.ConfigFile, "--well-known", _site.Url.ToString());
    }
}
