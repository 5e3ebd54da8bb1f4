
namespace Bridges.Host.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("rnu")]
    [InlineData("run", "--nothing")]
    [InlineData("dead-letters", "retry")]
    public async Task A_wrong_command_line_has_an_exit_code_of_its_own(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await Terminal.RunAsync(arguments)).ExitCode);

    [Theory]
    [InlineData("'bridges' has no command 'docter'. Did you mean 'doctor'?", "bridges --help", "docter")]
    [InlineData("'bridges' has no command 'frobnicate'.", "bridges --help", "frobnicate")]
    [InlineData("'bridges dead-letters' has no command 'rety'. Did you mean 'retry'?", "bridges dead-letters --help", "dead-letters", "rety")]
    [InlineData("'bridges status' has no option '--jsno'. Did you mean '--json'?", "bridges status --help", "status", "--jsno")]
    [InlineData("'bridges init' has no option '--homeserver_url'. Did you mean '--homeserver-url'?", "bridges init --help", "init", "--homeserver_url")]
    [InlineData("'bridges doctor' has no option '--confg'. Did you mean '--config'?", "bridges doctor --help", "doctor", "--confg")]
    [InlineData("'now' is one word too many for 'bridges run'.", "bridges run --help", "run", "now")]
    [InlineData("'bridges db' needs one of its commands: copy.", "bridges db --help", "db")]
    [InlineData("'bridges config' needs one of its commands: check, show.", "bridges config --help", "config")]
    public async Task A_slip_on_the_command_line_is_told_in_two_lines(string problem, string help, params string[] arguments)
    {
        var (exitCode, output, error) = await Terminal.RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal([problem, $"'{help}' says more."], error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("db", "copy")]
    [InlineData("doctor", "--well-known", "nowhere")]
    [InlineData("status", "--config")]
    public async Task What_is_missing_or_no_value_is_told_with_where_help_is(params string[] arguments)
    {
        var (exitCode, _, error) = await Terminal.RunAsync(arguments);
        var lines = error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("--help' says more.", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_nothing_is_shown_what_there_is()
    {
        var (exitCode, output, error) = await Terminal.RunAsync();

        Assert.Equal((ExitCode.Success, ""), (exitCode, error));
        Assert.Contains("doctor", output, StringComparison.Ordinal);
    }

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
