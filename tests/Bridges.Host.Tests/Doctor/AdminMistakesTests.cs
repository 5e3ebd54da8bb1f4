using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What an admin's hand did to a bridge that worked, found by trying it with a real Synapse: each told as what it is, and once.</summary>
public sealed class AdminMistakesTests : IAsyncLifetime
{
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    private Consultation _consultation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task A_mistyped_admin_is_told_in_the_way_that_Synapse_answers()
    {
        _consultation.Homeserver.Answer("/_matrix/client/v3/profile/@admin:hs.test", 404, """{"errcode":"M_UNKNOWN","error":"No row found (profiles)"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@admin:hs.test", 403, """{"errcode":"M_FORBIDDEN","error":"Application service has not registered this user (@admin:hs.test)"}""");
        _consultation.Homeserver.Answer(WhoAmI + "?user_id=@bridges:hs.test", 200, """{"user_id":"@bridges:hs.test"}""");

        await FindOneAsync("The homeserver has no user @admin:hs.test.", "Correct the name under permissions");
    }

    [Theory]
    [InlineData("http://0.0.0.0:29400")]
    [InlineData("http://[::]:29400")]
    public async Task An_address_to_listen_on_is_none_to_be_reached_at(string url)
    {
        _consultation.AppserviceUrl = url;
        Assert.Throws<ConfigurationException>(() => _consultation.Configure());

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFoundAlone("appservice.url: leads nowhere", "Correct it there");
    }

    [Fact]
    public async Task A_user_without_quotes_is_told_with_the_way_to_write_it()
    {
        await File.WriteAllTextAsync(_consultation.ConfigFile, "permissions:\n  @you:hs.test: admin\n", Cancellation);

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFoundAlone("config.yaml:2: is not valid YAML: a text that begins with @ must stand in quotes, such as \"@you:example.org\"", "Correct it there");
    }

    [Fact]
    public async Task Another_program_at_our_address_is_one_error()
    {
        await using var stranger = HostServer.CreateBuilder(new ListenAddress("127.0.0.1", _consultation.Port)).Build();
        stranger.Run(context => context.Response.WriteAsync("<html>It works!</html>", Cancellation));
        await stranger.StartAsync(Cancellation);
        _consultation.Homeserver.Answer("/_matrix/client/v1/appservice/bridges/ping", 502, """{"errcode":"M_BAD_STATUS","status":404,"body":"It works!"}""");

        await FindOneAsync("Something else than the bridge with this configuration answers there.", "set appservice.listen to a free address");
    }

    [Fact]
    public async Task A_key_file_is_missed_only_where_something_was_encrypted_with_it()
    {
        var visit = await Visit.PayAsync(_consultation.ConfigureForOwner());
        visit.AssertFine("key file will be made at the first start");

        var database = _consultation.Folder.Write("bridges.db", "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await Visit.PayAsync(_consultation.ConfigFile)).AssertFine("key file will be made at the first start");

        _consultation.Extra = $"database: postgres://bridges:password@127.0.0.1:{TestBeds.Ports.Free()}/bridges";
        (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFoundAlone("does not answer", "See that the database server runs");
    }

    [Fact]
    public async Task A_folder_for_the_key_file_that_is_missing_is_told_as_the_start_would_tell_it()
    {
        _consultation.Extra = "secrets: {key_file: missing/bridges.key}";

        await FindOneAsync("missing, where it is to be, does not exist.", "mkdir -p -m 700");
    }

    private async Task FindOneAsync(string problem, string mend) => (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFoundAlone(problem, mend);
}
