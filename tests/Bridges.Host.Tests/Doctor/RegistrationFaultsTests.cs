using Bridges.Host.Tests.Cli;

namespace Bridges.Host.Tests.Doctor;

/// <summary>Registration documents that the configuration has left behind, through <c>bridges doctor</c>.</summary>
public sealed class RegistrationFaultsTests : IAsyncLifetime
{
    private const string Mend = "Run 'bridges registration', give the homeserver the documents again and restart it.";

    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync()
    {
        _consultation = await Consultation.BeginAsync();
        _consultation.Configure();
        await Terminal.RunAsync("registration", "--config", _consultation.ConfigFile);
    }

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task Documents_that_were_just_written_agree()
    {
        var visit = await VisitAsync();

        visit.AssertFine("registration bridges.yaml agrees with the configuration");
        visit.AssertFine("registration bridges-double-puppet.yaml agrees with the configuration");
    }

    [Theory]
    [InlineData("bridges.yaml", "url:", "url: http://elsewhere.test", "url is http://elsewhere.test/")]
    [InlineData("bridges.yaml", "as_token:", "as_token: 'another-token-1234'", "as_token differs from appservice.as_token")]
    [InlineData("bridges.yaml", "hs_token:", "hs_token: 'another-token-1234'", "hs_token differs from appservice.hs_token")]
    [InlineData("bridges.yaml", "receive_ephemeral:", "receive_ephemeral: false", "receive_ephemeral is off")]
    [InlineData("bridges.yaml", "rate_limited:", "rate_limited: true", "rate_limited is on")]
    [InlineData("bridges.yaml", "namespaces:", "namespaces: {}\nleft_over:", "namespaces.users lacks the exclusive entry")]
    [InlineData("bridges-double-puppet.yaml", "as_token:", "as_token: 'another-token-1234'", "as_token differs from double_puppet.as_token")]
    [InlineData("bridges-double-puppet.yaml", "namespaces:", "namespaces: {}\nleft_over:", "namespaces.users lacks the entry")]
    public async Task A_document_that_differs_is_told_with_the_key(string document, string line, string instead, string problem)
    {
        var file = _consultation.Folder.Combine($"registration/{document}");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(lines, written => written.StartsWith(line, StringComparison.Ordinal));
        await File.WriteAllLinesAsync(file, lines.Select(written => written.StartsWith(line, StringComparison.Ordinal) ? instead : written), TestContext.Current.CancellationToken);

        (await VisitAsync()).AssertFound(problem, Mend);
    }

    [Fact]
    public async Task A_prefix_of_ghosts_that_was_changed_since_is_told()
    {
        _consultation.Extra = "bridging: {command_prefix: '!b'}";
        _consultation.Configure();
        var text = await File.ReadAllTextAsync(_consultation.ConfigFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _consultation.ConfigFile, text.Replace("appservice:\n", "appservice:\n  ghost_prefix: _puppet_\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        (await VisitAsync()).AssertFound("namespaces.users lacks the exclusive entry ^@_puppet_", Mend);
    }

    [Theory]
    [InlineData("bridges.yaml")]
    [InlineData("bridges-double-puppet.yaml")]
    public async Task One_that_is_missing_beside_the_other_is_told(string document)
    {
        File.Delete(_consultation.Folder.Combine($"registration/{document}"));

        (await VisitAsync()).AssertFound($"{document} is missing", Mend);
    }

    [Fact]
    public async Task One_that_is_none_is_told()
    {
        await File.WriteAllTextAsync(_consultation.Folder.Combine("registration/bridges.yaml"), "[", TestContext.Current.CancellationToken);

        (await VisitAsync()).AssertFound("it cannot be read", Mend);
    }

    private Task<Visit> VisitAsync() => Visit.PayAsync(_consultation.ConfigFile);
}
