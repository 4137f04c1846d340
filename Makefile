# Cổng minh bạch cải cách hành chính Hải Phòng: mọi việc thường làm, mỗi việc một lệnh.
# CI gọi đúng các lệnh này. Gõ `make` để xem danh sách.
#
# Biến có thể đặt:  PYTHON=/đường/dẫn/python3.11   AS_OF=2026-11-22   CHROMIUM=/đường/dẫn/chromium
#                   PYTEST_ARGS="-k deadline"      UPGRADE=1 (với `make lock`)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# One virtual environment, one node_modules: steps of one run never overlap.
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
export PIP_USER := 0
export PYTHONUTF8 := 1
# The theme's banner about MkDocs 2: our locks stay below it.
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONHOME
# Compiled modules are kept: without them each of our processes would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
AS_OF ?=
# Bản kê SHA256SUMS của lần công bố trước, để các lần công bố nối thành chuỗi: tệp, mã băm,
# địa chỉ trang đang công bố, hoặc first nếu chưa công bố lần nào.
PREVIOUS ?=
# Bản để so khi xem trước: một nhánh, một mã bản lưu hoặc một thư mục có data/.
AGAINST ?=
PYTEST_ARGS ?=
UPGRADE ?=

BIN := .venv/bin
STAMPS := .venv/.stamps
PIP_LOCKED = $(BIN)/python -m pip install --quiet --require-hashes --requirement

# ---- What is installed --------------------------------------------------------------------------
# A stamp's name carries the checksum of what it was installed from, so a changed lock misses its
# stamp and is installed, and an unchanged one costs nothing, whatever git did to the file times.
# (npm's stamps stand in node_modules: `npm ci` empties that folder, and its stamps with it.)

checksum = $(shell cat $(1) 2>/dev/null | cksum | tr ' ' '-')

NPM_FILES := package.json package-lock.json .npmrc
SITE := $(STAMPS)/site-$(call checksum,requirements/site.txt)
TEST := $(STAMPS)/test-$(call checksum,requirements/test.txt)
OURS := $(STAMPS)/ours-$(call checksum,pyproject.toml)
NPM_ALL := node_modules/.stamp-all-$(call checksum,$(NPM_FILES))
NPM_SITE := $(or $(wildcard $(NPM_ALL)),node_modules/.stamp-site-$(call checksum,$(NPM_FILES)))

# An environment that was moved, or whose Python is gone, is made anew.
SOUND := $(shell grep -qsF '$(CURDIR)/.venv/bin/python' $(BIN)/pip \
	&& $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes)

.PHONY: again
$(STAMPS)/venv: $(if $(SOUND),,again)
	@test -n '$(SOUND)' || { \
	  for python in '$(PYTHON)' python3 python3.14 python3.13 python3.12 python3.11; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    python=; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo >&2 'Lỗi: cần Python 3.11 trở lên; "$(PYTHON)" trên máy này là: '"$$('$(PYTHON)' --version 2>&1)"; \
	    echo >&2 '     Cài Python 3.11 rồi chạy lại, hoặc chỉ rõ: make PYTHON=/đường/dẫn/python3.11'; \
	    echo >&2 'Error: Python 3.11 or newer is needed. Install it, or run: make PYTHON=/path/to/python3.11'; \
	    exit 1; \
	  fi; \
	  echo "→ Tạo môi trường .venv bằng $$("$$python" --version)"; \
	  rm -rf .venv; \
	  "$$python" -m venv .venv || { \
	    rm -rf .venv; \
	    echo >&2 'Lỗi: Python này thiếu mô-đun venv. Trên Debian, Ubuntu: apt install python3-venv'; \
	    echo >&2 'Error: this Python lacks its venv module. On Debian, Ubuntu: apt install python3-venv'; \
	    exit 1; \
	  }; \
	}
	@mkdir -p $(STAMPS) && touch $@

$(SITE): $(STAMPS)/venv
	@echo '→ Cài thư viện Python theo requirements/site.txt (lần đầu khoảng một phút)'
	@rm -f $(STAMPS)/site-* $(STAMPS)/test-*
	@$(PIP_LOCKED) requirements/site.txt
	@touch $@

$(OURS): $(SITE)
	@rm -f $(STAMPS)/ours-*
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST): $(SITE)
	@echo '→ Cài công cụ thử nghiệm theo requirements/test.txt'
	@rm -f $(STAMPS)/test-*
	@$(PIP_LOCKED) requirements/test.txt
	@touch $@

# Node of the machine, if the linters run on it and its npm reads our lock; else the one that PyPI carries.
define with_npm
npm=npm; \
	node -e "const [major, minor] = process.versions.node.split('.').map(Number); \
	  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)" >/dev/null 2>&1 && [ "$$(npm --version 2>/dev/null | cut -d. -f1)" -ge 9 ] 2>/dev/null || { \
	  npm=$(BIN)/npm; \
	  echo '→ Máy chưa có Node.js dùng được: cài vào .venv theo requirements/node.txt'; \
	  $(PIP_LOCKED) requirements/node.txt || exit 1; \
	}; \
	"$$npm" --loglevel=error
endef

node_modules/.stamp-site-%: | $(STAMPS)/venv
	@echo '→ Cài gói npm theo package-lock.json'
	@$(with_npm) ci --omit=dev
	@touch $@

node_modules/.stamp-all-%: | $(STAMPS)/venv
	@echo '→ Cài gói npm theo package-lock.json, cả phần thử nghiệm'
	@$(with_npm) ci
	@touch $@

SITE_ENV := $(SITE) $(OURS) $(NPM_SITE)
TEST_ENV := $(SITE) $(OURS) $(TEST) $(NPM_ALL)

# ---- Recipes ------------------------------------------------------------------------------------

.PHONY: setup
setup: $(SITE_ENV) ## Chỉ cài đặt; các lệnh khác tự cài khi cần

.PHONY: site
site: $(SITE_ENV) ## Cài đặt (lần đầu), kiểm tra dữ liệu, dựng trang vào site/
	@$(BIN)/portal check
	@$(BIN)/portal build $(if $(AS_OF),--as-of $(AS_OF)) $(if $(PREVIOUS),--previous $(PREVIOUS)) \
	  $(if $(WITHOUT_HISTORY),--without-history)
	@echo
	@echo 'Xong. Mở trang:   python3 -m http.server -d site   rồi vào http://localhost:8000'
	@echo 'Vừa sửa vừa xem:  make serve'

.PHONY: serve
serve: $(SITE_ENV) ## Xem thử trên máy, tự nạp lại khi sửa data/, content/, site_templates/
	@$(BIN)/portal serve

.PHONY: diff
diff: $(SITE_ENV) ## Nêu mọi chỗ đang khác bản đã công bố, cũ → mới (AGAINST=nhánh hoặc thư mục)
	@$(BIN)/portal diff $(if $(AGAINST),--against $(AGAINST))

.PHONY: preview
preview: $(SITE_ENV) ## Dựng bản xem trước có tô chỗ đổi vào build/xem-truoc; site/ không đổi
	@$(BIN)/portal preview $(if $(AS_OF),--as-of $(AS_OF)) $(if $(AGAINST),--against $(AGAINST)) build/xem-truoc

INBOX := build/inbox

.PHONY: inbox
inbox: $(SITE_ENV) ## Đọc thử các tệp Excel trong data/inbox/<kỳ>/; trang báo cáo ở build/inbox/index.html
	@$(BIN)/portal inbox --report $(INBOX)

.PHONY: inbox-apply
inbox-apply: $(SITE_ENV) ## Ghi kết quả của các tệp trong data/inbox/ vào data/ và bỏ tệp đã nhận
	@$(BIN)/portal inbox --apply

# Chromium and Java come from the machine; the script finds or installs them and prints Chromium's path.
with_browser = CHROMIUM="$$(sh tests/setup-machine.sh)" && export CHROMIUM &&
# For the tests of web hosts and for torture: nginx and Caddy too.
with_hosts = CHROMIUM="$$(sh tests/setup-machine.sh hosts)" && export CHROMIUM &&

.PHONY: test
test: $(TEST_ENV) ## Thử nghiệm trên dữ liệu thật và mẫu nhỏ (dưới 10 phút)
	@$(with_browser) $(BIN)/pytest -n 2 -m 'not city and not torture' $(PYTEST_ARGS)

.PHONY: test-city
test-city: $(TEST_ENV) ## Thử nghiệm cần cả thành phố (dữ liệu sinh ra), và xem kỹ hơn mọi loại trang
	@$(with_hosts) $(BIN)/pytest -n 2 -m city $(PYTEST_ARGS)

.PHONY: audit
audit: $(TEST_ENV) ## Chấm bốn trang của site/ bằng Lighthouse như trên điện thoại; dưới mức là lỗi
	@test -e site || $(BIN)/portal build
	@PATH="$(CURDIR)/$(BIN):$$PATH"; $(with_browser) node tests/audit.mjs

# Trials of each line of the table, and where chance comes from: `make torture N=100 SEED=7`.
N ?= 20
SEED ?= 1

.PHONY: torture
torture: $(TEST_ENV) ## Thử đến cùng: một bảng số lần thử, giữ được, bị đổi, bị mất (N=20, SEED=1; N=2 vài phút)
	@$(with_hosts) $(BIN)/python -m tests.torture --times $(N) --seed $(SEED)

.PHONY: screenshots
screenshots: $(TEST_ENV) ## Chụp mọi loại trang của site/ vào build/screenshots (điện thoại, máy bàn, sáng, tối, in)
	@test -e site || $(BIN)/portal build
	@$(with_browser) $(BIN)/python tests/screenshots.py $(KINDS)

NPM_BIN := node_modules/.bin
# The schemas come with the checker: nothing is fetched.
CHECK_CI := check-jsonschema --quiet --builtin-schema

.PHONY: lint
lint: $(TEST) $(NPM_ALL) ## Soát mã Python, CSS, JavaScript, khuôn trang, tệp CI (báo tất cả rồi mới dừng)
	@PATH="$(CURDIR)/$(BIN):$$PATH"; status=0; \
	ruff check . || status=1; \
	ruff format --check . || status=1; \
	mypy || status=1; \
	$(NPM_BIN)/stylelint 'site_templates/**/*.css' || status=1; \
	$(NPM_BIN)/eslint --max-warnings 0 site_templates tests *.mjs || status=1; \
	djlint --lint --quiet site_templates || status=1; \
	djlint --lint --quiet --extension html site_templates || status=1; \
	$(CHECK_CI) vendor.github-workflows .github/workflows/*.yml || status=1; \
	$(CHECK_CI) vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml || status=1; \
	exit $$status

.PHONY: golden
golden: $(TEST_ENV) ## Ghi lại các mẫu kết quả (golden); đọc kỹ khác biệt trước khi lưu
	@UPDATE_GOLDEN=1 $(BIN)/pytest -m golden $(PYTEST_ARGS)
	@git --no-pager diff --stat -- tests

.PHONY: bench
bench: $(TEST_ENV) ## Đo tốc độ dựng trang; đo tìm kiếm trên cả thành phố trong Chromium
	@$(BIN)/python tests/bench_build.py
	@$(with_browser) $(BIN)/python tests/bench_search.py

# Locks hold names, versions and hashes only: no index, host or path, so any mirror serves them.
UV_COMPILE = UV_NO_CONFIG=1 .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --annotation-style line \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: $(STAMPS)/venv ## Tính lại các tệp khoá sau khi sửa phụ thuộc (UPGRADE=1: lên bản mới nhất được phép)
	@test -x .venv/lock/bin/uv || $(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --require-hashes --requirement requirements/lock.txt
	$(UV_COMPILE) requirements/lock.in --output-file requirements/lock.txt
	$(UV_COMPILE) requirements/node.in --output-file requirements/node.txt
	$(UV_COMPILE) pyproject.toml requirements/build.in --output-file requirements/site.txt
	$(UV_COMPILE) pyproject.toml requirements/build.in --extra test --constraint requirements/site.txt \
	  --output-file requirements/test.txt
	@$(with_npm) $(if $(UPGRADE),update --save,install) --package-lock-only
	@$(BIN)/python -c "import json, pathlib; \
	path = pathlib.Path('package-lock.json'); lock = json.loads(path.read_text('utf-8')); \
	[package.pop(key, None) for package in lock['packages'].values() for key in ('funding', 'resolved')]; \
	path.write_text(json.dumps(lock, ensure_ascii=False, indent=2) + '\n', 'utf-8')"
	@! grep -nE '://|--(extra-)?index-url|--find-links|file:' requirements/*.txt package-lock.json \
	  || { echo >&2 'Lỗi: tệp khoá chứa địa chỉ. / Error: a lock file names an address.'; exit 1; }

.PHONY: clean
clean: ## Xoá những gì dựng ra và bộ đệm (giữ .venv, node_modules)
	rm -rf site build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## Như clean, xoá cả .venv và node_modules
	rm -rf .venv node_modules

.PHONY: help
help: ## Danh sách này
	@echo 'Dùng: make <việc>'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS="$$(printf '\t')" read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done
