using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Options;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Options;

public sealed class OptionsTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Missing_keys_say_where_to_get_them()
    {
        var problem = Refused(new TelegramOptions());

        Assert.Equal("api_id", problem.Key);
        Assert.Contains("https://my.telegram.org/apps", problem.Message, StringComparison.Ordinal);
        Assert.Contains("positive", Refused(new TelegramOptions { ApiId = -1 }).Message, StringComparison.Ordinal);
        Assert.Equal("api_hash", Refused(new TelegramOptions { ApiId = 1 }).Key);
    }

    [Theory]
    [InlineData("YOUR-API-HASH")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdefg")]
    public void A_hash_that_was_not_copied_whole_is_told_before_the_first_login(string hash)
    {
        var problem = Refused(new TelegramOptions { ApiId = 1, ApiHash = hash });

        Assert.Equal("api_hash", problem.Key);
        Assert.Contains("32 characters", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_without_what_it_needs_is_refused()
    {
        Assert.Equal("proxy.server", Refused(With(new ProxyOptions { Port = 1 })).Key);
        Assert.Equal("proxy.port", Refused(With(new ProxyOptions { Server = "a", Port = 70000 })).Key);
        Assert.Equal("proxy.secret", Refused(With(new ProxyOptions { Server = "a", Port = 1, Type = ProxyKind.Mtproto })).Key);
    }

    [Fact]
    public void Another_version_of_TDLib_is_refused_in_words()
    {
        Assert.Null(TelegramEngineOptions.Check(new EngineHello(1, "telegram", "1.8.65", 7)));
        Assert.Contains("1.8.38", TelegramEngineOptions.Check(new EngineHello(1, "telegram", "1.8.38", 7)), StringComparison.Ordinal);
        Assert.NotNull(TelegramEngineOptions.Check(new EngineHello(2, "telegram", "1.8.65", 7)));
    }

    [Fact]
    public void No_phone_number_and_no_raw_query_gets_into_the_log()
    {
        using var folder = TempFolder.Create("telegram-options");
        var redact = new TelegramEngineOptions(new TelegramOptions(), new ModuleHost(folder.Path)).Create().Redact!;

        Assert.Equal("number … failed", redact("number +4915123456789 failed"));
        Assert.Equal("query …", redact("query c8a0ec74 9de7a269 0000002f"));
    }

    [Fact]
    public async Task The_doctor_finds_a_missing_library()
    {
        using var folder = TempFolder.Create("telegram-doctor");
        var options = new TelegramOptions { ApiId = 1, ApiHash = Hash, TdlibPath = folder.Combine("nowhere.so") };
        await using var network = new TelegramModule().Create(new ModuleHost(folder.Path), options);

        var found = await ((IDiagnosesItself)network).DiagnoseAsync(TestContext.Current.CancellationToken);

        var problem = Assert.Single(found, diagnosis => diagnosis.Problem is not null);
        Assert.Contains("nowhere.so", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("install-tdlib", problem.Mend, StringComparison.Ordinal);
    }

    private static TelegramOptions With(ProxyOptions proxy) => new() { ApiId = 1, ApiHash = Hash, Proxy = proxy };

    private static ModuleConfigurationException Refused(TelegramOptions options)
    {
        using var folder = TempFolder.Create("telegram-options");
        return Assert.Throws<ModuleConfigurationException>(() => new TelegramModule().Create(new ModuleHost(folder.Path), options));
    }
}
