
namespace Bridges.Host.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("rnu")]
    [InlineData("run", "--nothing")]
    [InlineData("dead-letters", "retry")]
    public async Task A_wrong_command_line_has_an_exit_code_of_its_own(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await Terminal.RunAsync(arguments)).ExitCode);

    [Fact]
    public async Task A_configuration_that_is_not_there_is_told()
    {
        var (exitCode, _, error) = await Terminal.RunAsync("run", "--config", "/nowhere/config.yaml");

        Assert.Equal(ExitCode.Configuration, exitCode);
        Assert.Contains("/nowhere/config.yaml: there is no such file. 'bridges init' writes one", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var (exitCode, output, _) = await Terminal.RunAsync("version");

        Assert.Equal(ExitCode.Success, exitCode);
        Assert.StartsWith("bridges 0.", output, StringComparison.Ordinal);
    }
}
