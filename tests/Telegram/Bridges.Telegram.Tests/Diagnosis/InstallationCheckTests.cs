using Bridges.Telegram.Diagnosis;
using Bridges.Telegram.Options;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Diagnosis;

public sealed class InstallationCheckTests
{
    [Fact]
    public void The_engine_gets_none_of_the_bridges_own_variables()
    {
        Environment.SetEnvironmentVariable("BRIDGES_A_SECRET_OF_THE_TESTS", "secret");
        using var folder = TempFolder.Create("telegram-check");
        var options = new TelegramOptions { ApiId = 1, ApiHash = "h" };
        var check = new InstallationCheck(new TelegramEngineOptions(options, new ModuleHost(folder.Path)));

        Assert.DoesNotContain(check.StartInfo().Environment.Keys, name => name.StartsWith("BRIDGES_", StringComparison.Ordinal));
    }
}
