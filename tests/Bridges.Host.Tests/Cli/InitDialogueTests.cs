using System.CommandLine;
using Bridges.Host.Cli;
using Bridges.Host.Tests.Doctor;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Cli;

/// <summary>What <c>init</c> asks a person: each answer is looked at when it is given.</summary>
public sealed class InitDialogueTests : IAsyncLifetime
{
    private readonly InitOptions _options = new();
    private readonly StringWriter _output = new();
    private readonly int _port = Ports.Free();
    private ScriptedHomeserver _homeserver = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _homeserver = await ScriptedHomeserver.StartAsync();
        _homeserver.Answer("/_matrix/key/v2/server", 200, """{"server_name":"hs.test"}""");
    }

    public ValueTask DisposeAsync() => _homeserver.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_is_told_at_once_and_asked_again()
    {
        var answers = await Dialogue(
            "localhost:8008", $"{_homeserver.Url}_matrix", _homeserver.Url.ToString(),
            "https://hs.test", "",
            "@you:not a server", "you",
            "bridges", $"http://127.0.0.1:{_port}",
            "mysql://x", "",
            "telegramm", "telegram whatsapp",
            "my id", "1234567",
            "short", "0123456789abcdef0123456789abcdef").CollectAsync(Cancellation);

        Assert.Equal((_homeserver.Url.ToString(), "hs.test", "@you:hs.test", "sqlite:bridges.db"), (answers.HomeserverUrl, answers.ServerName, answers.Admin, answers.Database));
        Assert.Equal(("telegram,whatsapp", "1234567", "0123456789abcdef0123456789abcdef"), (string.Join(',', answers.Networks.Names), answers.Networks.ApiId, answers.Networks.ApiHash));
        Assert.Equal(9, _output.ToString().Split("That cannot be: ").Length - 1);
        foreach (var problem in new[]
        {
            "it must begin with http:// or https://.", $"it must be without a path: {_homeserver.Url.GetLeftPart(UriPartial.Authority)}.", "it must be a server name such as example.org", "it must be \"*\", a server name",
            "it must be an absolute address", "That cannot be: It must be sqlite:FILE or postgres://", "Did you mean 'telegram'?", "an api_id is a number", "an api_hash has 32 characters",
        })
        {
            Assert.Contains(problem, _output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_may_be_a_slip_is_taken_the_second_time()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var nobody = $"http://127.0.0.1:{_port}";

        var answers = await Dialogue(nobody, _homeserver.Url.ToString(), "matrix.hs.test", "", "@you:elsewhere.test", "", $"http://127.0.0.1:{taken}", "", "", "").CollectAsync(Cancellation);

        Assert.Equal((_homeserver.Url.ToString(), "matrix.hs.test", "@you:elsewhere.test", $"http://127.0.0.1:{taken}"), (answers.HomeserverUrl, answers.ServerName, answers.Admin, answers.BridgeUrl));
        foreach (var doubt in new[]
        {
            "No homeserver answers there (Connection refused", "The homeserver says that it is hs.test. Enter takes it all the same.", "The ids of this homeserver's users end in :matrix.hs.test.", $"Port {taken} of this machine cannot be listened on",
        })
        {
            Assert.Contains(doubt, _output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Telegram_s_application_may_be_left_open_and_is_told_where_to_get()
    {
        var answers = await Dialogue(_homeserver.Url.ToString(), "", "", $"http://127.0.0.1:{_port}", "", "all", "").CollectAsync(Cancellation);

        Assert.True(answers.Networks.TelegramWaits);
        Assert.Contains("log in at https://my.telegram.org/apps", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_s_names_are_asked_again_too()
    {
        var answers = await Dialogue("localhost", "example.org", "https://chat.example.org", "chat.example.org", "", "signal").CollectStackAsync(Cancellation);

        Assert.Equal(("example.org", "chat.example.org", "signal"), (answers.ServerName, answers.Domain, Assert.Single(answers.Networks.Names)));
        Assert.Contains("That cannot be: 'localhost' is no host name", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_are_asked_until_there_is_an_answer()
    {
        var questions = new InitQuestions(new StringReader("\n\nexample.org\n"), _output, mayAsk: true);

        Assert.Equal("example.org", await questions.AskAsync(given: null, new InitQuestion("--server-name", "Name?", Default: null), Cancellation));
        Assert.Equal("Name?: Name?: Name?: ", _output.ToString());
    }

    [Fact]
    public async Task Nobody_to_ask_and_no_default_is_told_with_the_option()
    {
        var questions = new InitQuestions(TextReader.Null, TextWriter.Null, mayAsk: false);

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => questions.AskAsync(given: null, new InitQuestion("--server-name", "Name?", Default: null), Cancellation));

        Assert.Equal((ExitCode.Usage, "--server-name is needed, as nobody can be asked for it."), (failure.Code, failure.Message));
    }

    private InitDialogue Dialogue(params string[] lines)
    {
        var input = new StringReader(string.Join('\n', lines) + "\n");
        return new InitDialogue(_options, (Option<string> _) => null, new InitQuestions(input, _output, mayAsk: true), input);
    }
}
