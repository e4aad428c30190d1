-- Opens a file as a user of Neovim would, and prints what there is to see: before an action, and after. From 0.7 on.
local file = vim.env.S3LINT_FILE
local command = { vim.env.S3LINT_PYTHON, "-m", "s3lint", "server" }
local root = vim.fn.fnamemodify(file, ":h")

local function finish(text)
  io.stdout:write(text .. "\n")
  vim.cmd("qall!")
end

local function wait(what, holds)
  if not vim.wait(30000, holds, 20) then
    error("TIMEOUT " .. what)
  end
end

-- whoever is asked to choose an action takes the one that is named
vim.ui.select = function(items, options, on_choice)
  for _, item in ipairs(items) do
    if options.format_item(item):find(vim.env.S3LINT_ACTION, 1, true) then
      return on_choice(item)
    end
  end
  error("NOT OFFERED " .. vim.env.S3LINT_ACTION)
end

local function shown(code)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if one.code == code or vim.tbl_get(one, "user_data", "lsp", "code") == code then
      return one
    end
  end
end

local function hover()
  local position = vim.lsp.util.make_position_params(0, "utf-16")
  local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", position, 30000) or {}
  for _, answer in pairs(answers) do
    if answer.result then
      io.stdout:write("HOVER " .. vim.split(answer.result.contents.value, "\n")[1] .. "\n")
    end
  end
end

local function work()
  vim.filetype.add({ extension = { tf = "terraform" } })
  if vim.lsp.config then
    vim.lsp.config("s3lint", { cmd = command, filetypes = { "terraform" }, root_dir = root })
    vim.lsp.enable("s3lint")
  end
  vim.cmd("edit " .. vim.fn.fnameescape(file))
  if not vim.lsp.config then
    vim.lsp.buf_attach_client(0, vim.lsp.start_client({ name = "s3lint", cmd = command, root_dir = root }))
  end

  wait("diagnostic", function() return shown("S3L102") end)
  local found = shown("S3L102")
  io.stdout:write(string.format("FOUND %d:%d %s\n", found.lnum + 1, found.col + 1, vim.split(found.message, "\n")[1]))

  vim.api.nvim_win_set_cursor(0, { tonumber(vim.env.S3LINT_BUCKET), 10 })
  hover()

  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action()
  wait("action", function() return vim.bo.modified end)
  wait("its effect", function() return not shown("S3L102") end)
  io.stdout:write("GONE\n" .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"))
end

local done, problem = pcall(work)
finish(done and "" or tostring(problem))
